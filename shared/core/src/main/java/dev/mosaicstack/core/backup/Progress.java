package dev.mosaicstack.core.backup;

import dev.mosaicstack.core.input.Field;

/** How far a run is; a null is not known. */
public record Progress(
        @Field("What it is doing: dump, backup, forget, check, restore or compare")
        String phase,

        @Field("The source it is at") String source,

        @Field(value = "0 to 100, of this source", min = 0, max = 100)
        Integer percent,

        Long bytesDone,
        Long bytesTotal,
        Long filesDone,
        Long filesTotal,

        @Field("Seconds until this source is done, as restic sees it")
        Long etaSeconds) {

    public static Progress of(String phase, String source) {
        return new Progress(phase, source, null, null, null, null, null, null);
    }
}
