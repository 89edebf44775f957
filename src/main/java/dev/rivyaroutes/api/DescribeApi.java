package dev.rivyaroutes.api;

import io.swagger.v3.core.util.Yaml31;
import io.swagger.v3.oas.models.OpenAPI;
import java.io.IOException;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/**
 * Completes the generated document with {@code openapi.yaml}: summaries, answers and examples, and
 * the calls that Camel's routes answer. Read when somebody first asks for the document.
 */
@Component
class DescribeApi implements GlobalOpenApiCustomizer {

  private final Resource description;
  private final String contextPath;

  DescribeApi(
      @Value("classpath:openapi.yaml") Resource description,
      @Value("${server.servlet.context-path:/}") String contextPath) {
    this.description = description;
    this.contextPath = contextPath;
  }

  @Override
  public void customise(OpenAPI document) {
    OpenAPI described = read();
    described.getServers().get(0).url(contextPath);
    document
        .info(described.getInfo())
        .servers(described.getServers())
        .security(described.getSecurity())
        .tags(described.getTags())
        .components(described.getComponents());
    described.getPaths().forEach(document::path);
  }

  private OpenAPI read() {
    try {
      return Yaml31.mapper().readValue(description.getInputStream(), OpenAPI.class);
    } catch (IOException e) {
      throw new IllegalStateException("openapi.yaml of the program cannot be read", e);
    }
  }
}
