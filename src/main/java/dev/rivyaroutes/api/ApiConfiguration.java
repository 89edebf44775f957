package dev.rivyaroutes.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
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

  /** Also for the calls that Camel's routes answer. */
  @Bean
  static MappedInterceptor checkParameters() {
    return new MappedInterceptor(new String[] {"/api/**"}, new CheckParameters());
  }
}
