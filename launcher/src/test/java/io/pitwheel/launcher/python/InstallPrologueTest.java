package io.pitwheel.launcher.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstallPrologueTest {
  private static final String INSTALL =
      "PIP_DISABLE_PIP_VERSION_CHECK=1 python3 -m pip install --quiet --no-warn-script-location ";
  private static final String GO_ON = " && \"$0\" \"$@\"";

  @Test
  void readsUserPackagesAndTheSdk() {
    assertThat(
            read(
                INSTALL
                    + "'six==1.16.0' 'requests>=2,<3'  &&  python3 -m pip install --quiet"
                    + " 'kfp==2.14.3' '--no-deps' 'typing-extensions>=3.7.4,<5;"
                    + " python_version<\"3.9\"'"
                    + GO_ON))
        .containsExactly(
            new PackageInstall(List.of("six==1.16.0", "requests>=2,<3"), List.of(), true),
            new PackageInstall(
                List.of("kfp==2.14.3", "typing-extensions>=3.7.4,<5; python_version<\"3.9\""),
                List.of(),
                false));
  }

  @Test
  void readsWhereToInstallFrom() {
    assertThat(
            read(
                INSTALL
                    + "--index-url https://a/simple --extra-index-url https://b/simple"
                    + " --trusted-host b 'six'"
                    + GO_ON))
        .containsExactly(
            new PackageInstall(
                List.of("six"),
                List.of(
                    "--index-url",
                    "https://a/simple",
                    "--extra-index-url",
                    "https://b/simple",
                    "--trusted-host",
                    "b"),
                true));
  }

  @Test
  void passesOverTheLookForPipAndTheThrowAwayEnvironment() {
    String prologue =
        """

        if ! [ -x "$(command -v pip)" ]; then
            apt-get install pip && echo done
        fi

        PIP_DISABLE_PIP_VERSION_CHECK=1 python3 -m pip install 'six' &&
        export PIP_DISABLE_PIP_VERSION_CHECK=1
        tmp=$(mktemp -d)
        python3 -m venv "$tmp/venv" --system-site-packages
        . "$tmp/venv/bin/activate"
         python3 -m pip install 'kfp==2.17.3' '--no-deps' && "$0" "$@"
        """;

    assertThat(read(prologue))
        .extracting(PackageInstall::requirements)
        .containsExactly(List.of("six"), List.of("kfp==2.17.3"));
  }

  @Test
  void readsTheFormThatTriesAgainForTheUserAlone() {
    String install = INSTALL + "'pandas==1.0.5'";

    assertThat(read("(" + install + " || " + install + " --user)" + GO_ON))
        .containsExactly(new PackageInstall(List.of("pandas==1.0.5"), List.of(), true));
    assertThat(read("(" + install + " || " + install + " --pre)" + GO_ON)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set -e -x\necho \"$0\"",
        INSTALL + "'six'",
        INSTALL + "six; rm -rf x" + GO_ON,
        INSTALL + "$PACKAGES" + GO_ON,
        INSTALL + "\"$PACKAGES\"" + GO_ON,
        INSTALL + "'six' --pre" + GO_ON,
        INSTALL + "-r requirements.txt" + GO_ON,
        INSTALL + "--quiet" + GO_ON,
        INSTALL + "'six" + GO_ON,
        INSTALL + "'six' && echo hello" + GO_ON,
        "apt-get update\n" + INSTALL + "'six'" + GO_ON,
        "python3 -m pip download 'six'" + GO_ON,
        GO_ON,
        "",
      })
  void doesNotPretendToUnderstand(String prologue) {
    assertThat(InstallPrologue.read(List.of("sh", "-c", prologue, "python3"))).isEmpty();
  }

  @Test
  void leavesOtherCommandsAlone() {
    assertThat(InstallPrologue.read(List.of("sh", "-c", INSTALL + "six" + GO_ON))).isEmpty();
    assertThat(InstallPrologue.read(List.of("bash", "-c", INSTALL + "six" + GO_ON, "x"))).isEmpty();
    assertThat(InstallPrologue.read(List.of())).isEmpty();
  }

  @Test
  void givesTheCommandThatFollows() {
    assertThat(InstallPrologue.read(List.of("sh", "-c", INSTALL + "six" + GO_ON, "python3", "-u")))
        .map(InstallPrologue::command)
        .contains(List.of("python3", "-u"));
  }

  @Property
  void neverFailsOnAnyText(@ForAll @StringLength(max = 40) String text) {
    Optional<InstallPrologue> read = InstallPrologue.read(List.of("sh", "-c", text, "x"));

    assertThat(read).isEmpty();
  }

  @Property
  void givesBackEveryQuotedRequirementOfOneLine(
      @ForAll @StringLength(min = 1, max = 20) String text) {
    String requirement = text.replaceAll("['\\-\r\n]", "");
    if (!requirement.isEmpty()) {
      assertThat(read(INSTALL + "'" + requirement + "'" + GO_ON))
          .flatExtracting(PackageInstall::requirements)
          .containsExactly(requirement);
    }
  }

  @Test
  void replacesTheVersionOfTheSdkAloneAndSaysSo() {
    var install =
        new PackageInstall(
            List.of("kfp==2.14.3", "kfp[kubernetes]", "kfp-kubernetes==2.1", "six"),
            List.of(),
            false);
    var warnings = new ArrayList<String>();

    PackageInstall replaced = install.withSdk("2.17.0", warnings);

    assertThat(replaced.requirements())
        .containsExactly("kfp==2.17.0", "kfp[kubernetes]==2.17.0", "kfp-kubernetes==2.1", "six");
    assertThat(warnings).hasSize(2).first().asString().contains("kfp==2.14.3", "kfp==2.17.0");
    assertThat(replaced.withSdk("2.17.0", warnings)).isEqualTo(replaced);
    assertThat(warnings).hasSize(2);
  }

  private static List<PackageInstall> read(String prologue) {
    return InstallPrologue.read(List.of("sh", "-c", prologue, "python3"))
        .map(InstallPrologue::installs)
        .orElse(List.of());
  }
}
