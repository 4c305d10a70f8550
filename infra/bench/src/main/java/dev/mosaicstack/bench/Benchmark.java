package dev.mosaicstack.bench;

import dev.mosaicstack.bench.report.Table;
import java.io.IOException;
import java.util.List;

/** One name of {@code ./mosaic bench}. */
interface Benchmark {

    /**
     * @throws IOException where the product cannot be set up
     * @throws dev.mosaicstack.bench.figure.Measured.Spoilt where too much failed for a figure
     */
    List<Table> run(Plan plan) throws IOException;
}
