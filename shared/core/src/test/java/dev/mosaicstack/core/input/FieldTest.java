package dev.mosaicstack.core.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.access.Exchange;
import dev.mosaicstack.core.access.Role;
import dev.mosaicstack.core.agent.AgentCalls;
import dev.mosaicstack.core.coordination.InboxCalls;
import dev.mosaicstack.core.coordination.RequestCalls;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.publish.PublishCalls;
import dev.mosaicstack.core.session.SessionCalls;
import dev.mosaicstack.core.store.Answer;
import dev.mosaicstack.core.task.AssignCalls;
import dev.mosaicstack.core.task.ClaimCalls;
import dev.mosaicstack.core.task.LookupCalls;
import dev.mosaicstack.core.task.ReportCalls;
import dev.mosaicstack.core.wait.Patience;
import dev.mosaicstack.core.webhook.DeliveryCalls;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of a field is what the call does with it. */
class FieldTest {

    private static final Caller CLIENT = new Caller("t", Role.CLIENT, null, null, "r");
    private static final String ID = "00000000-0000-7000-8000-000000000000";
    private static final Caller AGENT = new Caller("t", Role.AGENT, ID, ID, "r");

    /** One field of the request of one call. */
    private record Asked(Object calls, Method call, RecordComponent component) {

        Field field() {
            return component.getAnnotation(Field.class);
        }

        Class<?> type() {
            return component.getType();
        }

        /** The fields that are refused where this one has this value and all others are left out. */
        Set<String> refusedWith(Object value, Caller caller) {
            Class<?> request = call.getParameterTypes()[1];
            RecordComponent[] all = request.getRecordComponents();
            Object[] values = Arrays.stream(all)
                    .map(other -> other.getName().equals(component.getName()) ? value : null)
                    .toArray();
            try {
                Class<?>[] types =
                        Arrays.stream(all).map(RecordComponent::getType).toArray(Class<?>[]::new);
                call.invoke(
                        calls, new Direct(caller), request.getConstructor(types).newInstance(values));
            } catch (InvocationTargetException e) {
                return e.getCause() instanceof Refusal.Invalid refusal
                        ? refusal.fields().keySet()
                        : accepted(e);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
            throw new AssertionError("there is no use case that could have answered");
        }

        /** There is no use case behind the call: what gets as far was accepted. */
        private static Set<String> accepted(InvocationTargetException e) {
            if (e.getCause() instanceof NullPointerException) {
                return Set.of();
            }
            throw new AssertionError(e.getCause());
        }

        boolean refuses(Object value) {
            return refusedWith(value, CLIENT).contains(component.getName());
        }

        @Override
        public String toString() {
            return calls.getClass().getSimpleName() + "." + call.getName() + " " + component.getName();
        }
    }

    private record Direct(Caller caller) implements Exchange {
        @Override
        public <D, R> Answer<D, R> answer(Class<R> type, Function<D, R> present) {
            return Answer.of(present);
        }

        @Override
        public Patience patient(Patience patience) {
            return patience;
        }
    }

    static Stream<Asked> everyField() {
        return Stream.of(
                        new AssignCalls(null, Clock.systemUTC()),
                        new ClaimCalls(null),
                        new ReportCalls(null),
                        new LookupCalls(null),
                        new SessionCalls(null),
                        new AgentCalls(null, null),
                        new RequestCalls(null),
                        new InboxCalls(null),
                        new DeliveryCalls(null, null),
                        new PublishCalls(null))
                .flatMap(FieldTest::fields);
    }

    private static Stream<Asked> fields(Object calls) {
        return Arrays.stream(calls.getClass().getDeclaredMethods())
                .filter(method -> method.getParameterCount() == 2 && method.getParameterTypes()[0] == Exchange.class)
                .flatMap(call -> Arrays.stream(call.getParameterTypes()[1].getRecordComponents())
                        .map(component -> new Asked(calls, call, component)));
    }

    @ParameterizedTest
    @MethodSource("everyField")
    void everyFieldOfARequestIsExplained(Asked asked) {
        assertThat(asked.field()).isNotNull();
        assertThat(asked.field().value()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("everyField")
    void whatIsRequiredIsRefusedWhereItIsLeftOut(Asked asked) {
        String said = asked.field().value();
        boolean ownWhereLeftOut = said.endsWith(Caller.MAY_LEAVE_OUT);
        if (said.contains("either this or")) {
            assertThat(asked.field().required()).isFalse();
            return;
        }
        assertThat(asked.refuses(null)).isEqualTo(asked.field().required() || ownWhereLeftOut);
        assertThat(asked.refusedWith(null, AGENT).contains(asked.component().getName()))
                .isEqualTo(asked.field().required());
    }

    @ParameterizedTest
    @MethodSource("everyField")
    void theBoundsAreThoseThatAreEnforced(Asked asked) {
        Field field = asked.field();
        if (field.min() != Long.MIN_VALUE) {
            assertThat(asked.refuses(sized(asked, field.min()))).isFalse();
            assertThat(asked.refuses(sized(asked, field.min() - 1))).isTrue();
        }
        if (field.max() != Long.MAX_VALUE) {
            assertThat(asked.refuses(sized(asked, field.max()))).isFalse();
            assertThat(asked.refuses(sized(asked, field.max() + 1))).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("everyField")
    void theFormIsTheOneThatIsEnforced(Asked asked) {
        Field field = asked.field();
        if (asked.type() == String.class) {
            assertThat(asked.refuses("00")).isEqualTo(hasForm(asked));
        }
        if (asked.type() == JsonNode.class) {
            assertThat(asked.refuses(IntNode.valueOf(1))).isEqualTo(field.object());
        }
        for (String taken : field.oneOf()) {
            assertThat(asked.refuses(taken)).isFalse();
        }
    }

    /** A cursor and a time have forms of their own, which their sentences say. */
    private static boolean hasForm(Asked asked) {
        return asked.field().id()
                || asked.field().oneOf().length > 0
                || asked.component().getName().equals("cursor")
                || asked.component().getName().equals("time");
    }

    /** A number of this value, a text of this length, a list of so many. */
    private static Object sized(Asked asked, long size) {
        Class<?> type = asked.type();
        if (type == Integer.class) {
            return Math.toIntExact(size);
        }
        if (type == Long.class) {
            return size;
        }
        return type == String.class ? "x".repeat((int) size) : entries(asked, (int) size);
    }

    private static Object entries(Asked asked, int size) {
        if (asked.component().getName().equals("tasks")) {
            return Collections.nCopies(size, new Object());
        }
        return Stream.iterate(1, i -> i + 1)
                .limit(size)
                .map(i -> asked.field().id() ? ID.substring(0, 32) + (1000 + i) : "name" + i)
                .toList();
    }
}
