package dev.yeoul.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The architecture: the list of docs/adr/0010-who-may-know-whom.md. */
class ModularityTest {
  private static final Map<String, List<String>> MAY_KNOW =
      Map.of(
          "platform",
          List.of(),
          "account",
          List.of("platform"),
          "catalog",
          List.of("platform", "account"),
          "subscription",
          List.of("platform", "account"),
          "playback",
          List.of("platform", "account", "catalog", "subscription"),
          "analytics",
          List.of("platform", "catalog", "playback"),
          "taste",
          List.of("platform", "account", "catalog", "playback"),
          "recommendation",
          List.of("platform", "account", "catalog", "playback", "analytics", "taste"));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.yeoul");

  @Test
  void features_know_only_whom_they_may() {
    MAY_KNOW.forEach((feature, known) -> {
      DescribedPredicate<JavaClass> forbidden =
          resideInAPackage("dev.yeoul..")
              .and(
                  DescribedPredicate.not(
                      resideInAPackage("dev.yeoul." + feature + "..")
                          .or(
                              known.stream()
                                  .map(name -> resideInAPackage("dev.yeoul." + name + ".."))
                                  .reduce(DescribedPredicate.alwaysFalse(), (a, b) -> a.or(b)))));
      noClasses()
          .that()
          .resideInAPackage("dev.yeoul." + feature + "..")
          .should()
          .dependOnClassesThat(forbidden)
          .because(feature + " may know only " + known)
          .allowEmptyShould(true)
          .check(CLASSES);
    });
  }

  @Test
  void every_package_is_on_the_list() {
    classes()
        .that()
        .resideInAPackage("dev.yeoul..")
        .should()
        .resideInAnyPackage(
            java.util.stream.Stream.concat(
                    MAY_KNOW.keySet().stream(), java.util.stream.Stream.of("app", "embedded"))
                .map(name -> "dev.yeoul." + name)
                .toArray(String[]::new))
        .check(CLASSES);
  }

  @Test
  void there_are_no_cycles() {
    slices().matching("dev.yeoul.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  /** The service must not pay for what training needs. */
  @Test
  void one_class_knows_lucene() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.yeoul.recommendation.Stems")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.lucene..")
        .check(CLASSES);
  }

  @Test
  void no_room_is_a_drawer_for_everything() {
    noClasses()
        .should()
        .resideInAnyPackage("..util..", "..common..", "..helper..", "..impl..", "..manager..")
        .orShould()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .check(CLASSES);
  }

  @Test
  void time_comes_from_the_clock() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.yeoul.platform", "dev.yeoul.embedded")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.LocalDate.class, "now")
        .orShould()
        .callMethod(java.time.LocalDateTime.class, "now")
        .check(CLASSES);
  }
}
