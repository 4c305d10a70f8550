package dev.mosaicstack.crash.ledger;

import java.util.List;
import java.util.function.Consumer;

/** One promise, held against ledger and evidence. */
@FunctionalInterface
interface Rule {

    /** All of them; each is a class of its own with what belongs together. */
    List<Rule> ALL = List.of(
            DeliveryRules::check,
            TaskRules::check,
            FenceRules::check,
            RelayRules::check,
            SessionRules::check,
            EventRules::check,
            Rule::wrongAnswers);

    void check(Ledger ledger, Evidence evidence, Consumer<Finding> findings);

    private static void wrongAnswers(Ledger ledger, Evidence evidence, Consumer<Finding> findings) {
        ledger.all(Entry.Wrong.class)
                .forEach(wrong -> findings.accept(new Finding.Broken("every answer is right", wrong.what())));
    }
}
