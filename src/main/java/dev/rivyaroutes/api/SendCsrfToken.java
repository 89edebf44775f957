package dev.rivyaroutes.api;

import java.io.IOException;
import java.io.InputStream;
import org.springdoc.core.properties.SwaggerUiConfigParameters;
import org.springdoc.core.properties.SwaggerUiConfigProperties;
import org.springdoc.core.properties.SwaggerUiOAuthProperties;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.webmvc.ui.SwaggerIndexPageTransformer;
import org.springdoc.webmvc.ui.SwaggerWelcomeCommon;
import org.springframework.stereotype.Component;

/**
 * Has the page that tries the API send the CSRF token with each call that changes something.
 * springdoc's own support reads the token from its cookie, which no script may read here.
 */
@Component
class SendCsrfToken extends SwaggerIndexPageTransformer {

  private static final String PRESETS = "presets: [";

  private static final String INTERCEPTOR =
      """
      requestInterceptor: async (request) => {
            const reads = /^(GET|HEAD|OPTIONS)$/i.test(request.method || "GET");
            if (!reads && !request.headers.Authorization) {
              const answer = await fetch("../docs/csrf", { headers: { Accept: "application/json" } });
              if (answer.status === 200) {
                const csrf = await answer.json();
                request.headers[csrf.header] = csrf.token;
              }
            }
            return request;
          },
          """;

  SendCsrfToken(
      SwaggerUiConfigProperties configuration,
      SwaggerUiOAuthProperties oauth,
      SwaggerWelcomeCommon welcome,
      ObjectMapperProvider mapper) {
    super(configuration, oauth, welcome, mapper);
  }

  @Override
  protected String defaultTransformations(SwaggerUiConfigParameters parameters, InputStream script)
      throws IOException {
    String page = super.defaultTransformations(parameters, script);
    if (!page.contains(PRESETS)) {
      throw new IllegalStateException("The script of Swagger UI has no place for the CSRF token.");
    }
    return page.replace(PRESETS, INTERCEPTOR + PRESETS);
  }
}
