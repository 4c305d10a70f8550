package dev.mosaicstack.core.dispatch;

import dev.mosaicstack.core.event.EventFeed;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.store.Store;
import java.time.Clock;

/** What every run works with. */
public record Engine(
        Store store,
        EventFeed feed,
        Sender sender,
        Recorder recorder,
        Ids ids,
        Clock clock,
        DispatchSettings settings) {}
