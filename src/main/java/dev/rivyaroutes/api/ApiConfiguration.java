package dev.rivyaroutes.api;

import dev.rivyaroutes.http.AddHeaders;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.accept.ContentNegotiationStrategy;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.MappedInterceptor;

/** Sets up Spring MVC for the calls below {@code /api}. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration implements WebMvcConfigurer {

  /** Swagger UI sets the style of single elements and draws icons from data. */
  private static final String DOCS_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /** The API answers JSON whatever its caller accepts; a browser may call it too. */
  @Override
  public void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
    ContentNegotiationStrategy byHeader = new HeaderContentNegotiationStrategy();
    configurer.strategies(
        List.of(
            call ->
                isApi(call)
                    ? ContentNegotiationStrategy.MEDIA_TYPE_ALL_LIST
                    : byHeader.resolveMediaTypes(call)));
  }

  private static boolean isApi(NativeWebRequest call) {
    HttpServletRequest request = call.getNativeRequest(HttpServletRequest.class);
    return request.getRequestURI().startsWith(request.getContextPath() + "/api/");
  }

  /** The page that tries the API runs its own scripts only, and calls only this program. */
  @Bean
  static MappedInterceptor guardDocs() {
    return AddHeaders.to(Map.of("Content-Security-Policy", DOCS_POLICY), "/api/swagger-ui/**");
  }

  /** Also for the calls that Camel's routes answer. */
  @Bean
  static MappedInterceptor checkParameters() {
    return new MappedInterceptor(new String[] {"/api/**"}, new CheckParameters());
  }
}
