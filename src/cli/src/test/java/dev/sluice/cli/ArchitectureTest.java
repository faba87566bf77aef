package dev.sluice.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of the design that the compiler does not know. */
@AnalyzeClasses(
        packages = "dev.sluice",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {

    private static final DescribedPredicate<JavaClass> COMMAND =
            DescribedPredicate.describe("are commands", c -> outermost(c).endsWith("Command"));

    private static String outermost(JavaClass type) {
        String name = type.getName();
        return name.replaceFirst("\\$.*", "");
    }

    /** The core's test models come in a jar, once it is packaged. */
    static final class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String VECTOR_API = "dev\\.sluice\\.inference\\.Vector.*";

    @ArchTest
    static final ArchRule inferenceIsPlainJava = classes()
            .that()
            .resideInAPackage("dev.sluice.inference..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "dev.sluice.inference..")
            .orShould()
            .haveNameMatching(VECTOR_API);

    @ArchTest
    static final ArchRule theVectorApiStaysInItsKernel = noClasses()
            .that()
            .haveNameNotMatching(VECTOR_API)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jdk..");

    @ArchTest
    static final ArchRule featuresAndScoresKnowNoKafka = noClasses()
            .that()
            .resideInAnyPackage("dev.sluice.feature..", "dev.sluice.score..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "kafka..");

    @ArchTest
    static final ArchRule kafkaStreamsStaysInStream = noClasses()
            .that()
            .resideOutsideOfPackage("dev.sluice.stream..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka.streams..");

    @ArchTest
    static final ArchRule deeplearning4jStaysInTheTrainer = noClasses()
            .that()
            .resideOutsideOfPackage("dev.sluice.trainer..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..", "org.bytedeco..");

    @ArchTest
    static final ArchRule brokerInternalsStayInTheEmbeddedBroker = noClasses()
            .that()
            .resideOutsideOfPackage("dev.sluice.cli.broker..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "kafka..",
                    "scala..",
                    "org.apache.kafka.metadata..",
                    "org.apache.kafka.server..",
                    "org.apache.kafka.storage..",
                    "org.apache.kafka.controller..",
                    "org.apache.kafka.raft..");

    @ArchTest
    static final ArchRule onlyCommandsEndTheProcess = noClasses()
            .that(not(COMMAND))
            .and()
            .doNotHaveFullyQualifiedName("dev.sluice.cli.Sluice")
            .should()
            .callMethod(System.class, "exit", int.class);

    @ArchTest
    static final ArchRule onlyTheStopSignalHalts = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.sluice.command.StopSignal")
            .should()
            .callMethod(Runtime.class, "halt", int.class);

    @ArchTest
    static final ArchRule picocliStaysInCommands = noClasses()
            .that(not(COMMAND))
            .and()
            .resideOutsideOfPackages(
                    "dev.sluice.cli", "dev.sluice.cli.manual", "dev.sluice.cli.option", "dev.sluice.command")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule packagesAreAcyclic =
            slices().matching("dev.sluice.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesSayWhatTheyHold =
            noClasses().should().resideInAnyPackage("..util..", "..utils..", "..helper..", "..helpers..", "..common..");

    @ArchTest
    static final ArchRule noInterfaceForTheSakeOfOne = noClasses().should().haveSimpleNameEndingWith("Impl");

    @ArchTest
    static final ArchRule streamAndTrainerMeetInTopicsOnly = noClasses()
            .that()
            .resideInAPackage("dev.sluice.stream..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.sluice.trainer..");

    @ArchTest
    static final ArchRule trainerAndStreamMeetInTopicsOnly = noClasses()
            .that()
            .resideInAPackage("dev.sluice.trainer..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.sluice.stream..");

    @ArchTest
    static final ArchRule theCoreKnowsNobody = noClasses()
            .that(not(resideInAnyPackage("dev.sluice.stream..", "dev.sluice.trainer..", "dev.sluice.cli..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.sluice.stream..", "dev.sluice.trainer..", "dev.sluice.cli..");

    @ArchTest
    static final ArchRule nobodyKnowsTheCli = noClasses()
            .that(not(resideInAPackage("dev.sluice.cli..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.sluice.cli..");
}
