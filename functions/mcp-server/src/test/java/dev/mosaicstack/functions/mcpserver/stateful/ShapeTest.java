package dev.mosaicstack.functions.mcpserver.stateful;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.front.Message;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'jsonrpc':'2.0','id':1,'method':'ping'}",
                "{'jsonrpc':'2.0','id':'a','method':'tools/list','params':{}}",
                "{'jsonrpc':'2.0','id':1,'method':'tools/list','params':{'cursor':null,'_meta':null}}",
                "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'x','arguments':null}}",
                "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'x','_meta':{'progressToken':7}}}",
                "{'jsonrpc':'2.0','method':'notifications/initialized'}",
                "{'jsonrpc':'2.0','id':1,'result':{}}",
                "[{'jsonrpc':'2.0','id':1,'method':'ping'},{'jsonrpc':'2.0','method':'notifications/initialized'}]"
            })
    void whatTheProtocolAllowsIsLetThrough(String message) {
        assertThat(Shape.problem(message(message))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'jsonrpc':'2.0','id':null,'method':'ping'}",
                "{'jsonrpc':'2.0','id':1.5,'method':'ping'}",
                "{'jsonrpc':'2.0','method':'tools/call','params':{'name':'x'}}",
                "[{'jsonrpc':'2.0','id':1,'method':'initialize','params':{'protocolVersion':'x','clientInfo':{'name':'n','version':'1'}}}]",
                "[{'jsonrpc':'2.0','id':1,'method':'completion/complete','params':{'ref':{},'argument':{}}}]",
                "[[]]"
            })
    void whatItDoesNotIsRefused(String message) {
        assertThat(Shape.problem(message(message)))
                .get()
                .extracting(Shape.Problem::code)
                .isEqualTo(Message.INVALID_REQUEST);
    }

    @Test
    void aBatchIsNoWayAroundTheLimitOfCalls() {
        String ping = "{'jsonrpc':'2.0','id':1,'method':'ping'}";
        assertThat(Shape.problem(message("[" + String.join(",", Collections.nCopies(100, ping)) + "]")))
                .isEmpty();
        assertThat(Shape.problem(message("[" + String.join(",", Collections.nCopies(101, ping)) + "]")))
                .get()
                .extracting(Shape.Problem::code)
                .isEqualTo(Message.INVALID_REQUEST);
    }

    private static Message message(String json) {
        return new Message(Json.tree(json.replace('\'', '"')));
    }
}
