package io.pitwheel.server.settings;

import io.grpc.stub.StreamObserver;
import io.pitwheel.api.v1.ListSettingsRequest;
import io.pitwheel.api.v1.ListSettingsResponse;
import io.pitwheel.api.v1.ServerSetting;
import io.pitwheel.api.v1.SettingsServiceGrpc;
import io.pitwheel.server.http.Replies;

/** The door to the settings. */
public final class SettingsGrpcService extends SettingsServiceGrpc.SettingsServiceImplBase {
  private final Settings settings;

  public SettingsGrpcService(Settings settings) {
    this.settings = settings;
  }

  @Override
  public void listSettings(
      ListSettingsRequest request, StreamObserver<ListSettingsResponse> observer) {
    Replies.answer(observer, this::list);
  }

  private ListSettingsResponse list() {
    var answer = ListSettingsResponse.newBuilder();
    for (Setting setting : Setting.values()) {
      SettingValue value = settings.value(setting);
      answer.addSettings(
          ServerSetting.newBuilder()
              .setKey(setting.key())
              .setValue(setting.kind().shown(value.text()))
              .setSource(value.source())
              .setVariable(setting.variable()));
    }
    return answer.build();
  }
}
