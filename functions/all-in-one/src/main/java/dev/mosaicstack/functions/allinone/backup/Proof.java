package dev.mosaicstack.functions.allinone.backup;

import dev.mosaicstack.core.backup.Kind;

/** As they are written on the command line. */
enum Proof {
    structure(Kind.STRUCTURE),
    data(Kind.DATA),
    drill(Kind.DRILL);

    private final Kind kind;

    Proof(Kind kind) {
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
