package io.pitwheel.server.pipeline;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.pitwheel.api.v2beta1.PipelineVersion;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.server.http.JsonStructs;
import io.pitwheel.server.limits.Places;
import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.reader.PipelineDocumentReader;

/**
 * What a request for a version says that it is made of: an address, or the specification itself.
 */
public final class VersionSource {
  private final PackageFetcher fetcher;
  private final Places places;

  /**
   * @param places that fetched files share with uploaded ones: both are in memory as a whole
   */
  public VersionSource(PackageFetcher fetcher, Places places) {
    this.fetcher = fetcher;
    this.places = places;
  }

  /**
   * As in KFP an address counts more than a specification beside it.
   *
   * @throws PipelinesException INVALID_ARGUMENT when neither is given, the address may not be
   *     fetched, or what it gives is no pipeline; RESOURCE_EXHAUSTED when too many are fetched or
   *     uploaded already
   */
  VersionContent read(PipelineVersion version) {
    String address = version.getPackageUrl().getPipelineUrl();
    String source = PackageUrls.requireSource(version.getCodeSourceUrl());
    if (!address.isEmpty()) {
      return new VersionContent(fetch(address), address, source);
    }
    if (!version.hasPipelineSpec()) {
      throw new PipelinesException(
          ErrorCode.INVALID_ARGUMENT,
          "making a pipeline version: nothing to make it of (expected: package_url.pipeline_url, or"
              + " pipeline_spec)",
          "pipeline_version.pipeline_spec",
          null);
    }
    var specification =
        PipelineDocumentReader.readRequestBody(JsonStructs.fromStruct(version.getPipelineSpec()))
            .specification();
    return new VersionContent(specification, "", source);
  }

  private PipelineSpecification fetch(String address) {
    places.take(ServiceRequestContext.current());
    byte[] file = fetcher.fetch(address);
    String path = PackageUrls.require(address).getPath();
    String fileName = path.substring(path.lastIndexOf('/') + 1);
    return places.inTurn(
        () -> PipelineDocumentReader.read(PackageReader.read(fileName, file)).specification());
  }
}
