package dev.mosaicstack.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of the project: functions -> store, redis, web -> core. No function imports another. */
@AnalyzeClasses(packages = "dev.mosaicstack", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {

    @ArchTest
    static final ArchRule coreIsPlainJava = classes()
            .that()
            .resideInAPackage("dev.mosaicstack.core..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.crypto..",
                    "com.fasterxml.jackson..",
                    "jakarta.inject..",
                    "org.jboss.logging..",
                    "dev.mosaicstack.core..");

    @ArchTest
    static final ArchRule storeUsesCoreAlone = noClasses()
            .that()
            .resideInAPackage("dev.mosaicstack.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.mosaicstack.redis..", "dev.mosaicstack.web..", "dev.mosaicstack.functions..");

    @ArchTest
    static final ArchRule redisUsesCoreAlone = noClasses()
            .that()
            .resideInAPackage("dev.mosaicstack.redis..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.mosaicstack.store..", "dev.mosaicstack.web..", "dev.mosaicstack.functions..");

    @ArchTest
    static final ArchRule webUsesCoreAlone = noClasses()
            .that()
            .resideInAPackage("dev.mosaicstack.web..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.mosaicstack.store..", "dev.mosaicstack.redis..", "dev.mosaicstack.functions..");

    @ArchTest
    static final ArchRule noFunctionImportsAnother = slices().matching("dev.mosaicstack.functions.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(resideInAPackage("dev.mosaicstack.functions.allinone.."), alwaysTrue());

    /** Each face of the protocol can be dropped without a word in what is offered. */
    @ArchTest
    static final ArchRule whatIsOfferedKnowsNoFace = noClasses()
            .that()
            .resideInAPackage("dev.mosaicstack.functions.mcpserver..")
            .and()
            .resideOutsideOfPackages(
                    "dev.mosaicstack.functions.mcpserver.stateful..", "dev.mosaicstack.functions.mcpserver.stateless..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.quarkiverse.mcp..",
                    "dev.mosaicstack.functions.mcpserver.stateful..",
                    "dev.mosaicstack.functions.mcpserver.stateless..");

    @ArchTest
    static final ArchRule noFaceKnowsTheOther = slices().matching("dev.mosaicstack.functions.mcpserver.(state*)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule everythingHasARoom = classes()
            .should()
            .resideInAnyPackage(
                    "dev.mosaicstack.core..",
                    "dev.mosaicstack.store..",
                    "dev.mosaicstack.redis..",
                    "dev.mosaicstack.web..",
                    "dev.mosaicstack.testkit..",
                    "dev.mosaicstack.bench..",
                    "dev.mosaicstack.crash..",
                    "dev.mosaicstack.functions.webhookintake..",
                    "dev.mosaicstack.functions.sessioncreate..",
                    "dev.mosaicstack.functions.taskassign..",
                    "dev.mosaicstack.functions.coordinationrelay..",
                    "dev.mosaicstack.functions.eventdispatch..",
                    "dev.mosaicstack.functions.mcpserver..",
                    "dev.mosaicstack.functions.backuptrigger..",
                    "dev.mosaicstack.functions.metricsscrape..",
                    "dev.mosaicstack.functions.allinone..",
                    "dev.mosaicstack.conformance..");

    @ArchTest
    static final ArchRule theProductKnowsNothingOfItsTests = noClasses()
            .that()
            .resideOutsideOfPackages("dev.mosaicstack.testkit..", "dev.mosaicstack.bench..", "dev.mosaicstack.crash..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.mosaicstack.testkit..",
                    "dev.mosaicstack.bench..",
                    "dev.mosaicstack.crash..",
                    "org.junit..",
                    "org.assertj..",
                    "io.restassured..",
                    "org.awaitility..");
}
