package io.pitwheel.server.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.api.v1.BeginLaunchResponse.Network;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.server.settings.OutgoingSettings;
import io.pitwheel.server.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodNetworkTest {
  @TempDir Path folder;

  @Test
  void saysWhatSettingsSayAndExceptsTheServerItself() throws IOException {
    Path file = Files.writeString(folder.resolve("ca.pem"), "first");
    var settings =
        SettingsReader.read(
            null,
            Map.of("PITWHEEL_PROXY_DIRECT_HOSTS", "10.0.0.0/8"),
            Map.of(
                "proxy.address",
                "http://gateway.example.com:3128",
                "kubernetes.serverAddress",
                "https://pipelines.example.com:8888"));
    var network = new PodNetwork(OutgoingSettings.proxy(settings), file, PodStores.SIGNED);

    Network told = network.toMessage();

    assertThat(told.getProxy()).isEqualTo("http://gateway.example.com:3128");
    assertThat(told.getDirectHosts())
        .startsWith("localhost,")
        .endsWith(",10.0.0.0/8,pipelines.example.com");
    assertThat(told.getAuthorities()).isEqualTo("first");
    Files.writeString(file, "renewed");
    assertThat(network.toMessage().getAuthorities()).isEqualTo("renewed");
  }

  @Test
  void saysNothingWhereNothingIsSet() {
    assertThat(PodNetwork.NONE.toMessage()).isEqualTo(Network.getDefaultInstance());
  }

  @Test
  void isUnavailableWithoutTheFile() {
    var network =
        new PodNetwork(PodNetwork.NONE.proxy(), folder.resolve("none.pem"), PodStores.SIGNED);

    assertThatThrownBy(network::toMessage)
        .isInstanceOfSatisfying(
            PipelinesException.class,
            exception -> assertThat(exception.code()).isEqualTo(ErrorCode.UNAVAILABLE))
        .hasMessageContainingAll("tls.caFile", "NoSuchFileException");
  }
}
