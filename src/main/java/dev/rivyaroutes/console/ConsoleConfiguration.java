package dev.rivyaroutes.console;

import dev.rivyaroutes.http.AddHeaders;
import java.time.Duration;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.MappedInterceptor;

/** Sets up what the pages of the console are made of: scripts, styles and their limits. */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration implements WebMvcConfigurer {

  /** Only the program's own scripts and styles, no inline ones, and no address of anybody else. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self';"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  /** The page of an asker: no script at all. Without allow-scripts it could not refresh itself. */
  private static final String STATUS_POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; form-action 'none';"
          + " base-uri 'none'; frame-ancestors 'none'; sandbox allow-scripts allow-downloads";

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new RefuseNul()).addPathPatterns("/console", "/console/**");
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/console/assets/**")
        .addResourceLocations(
            "classpath:/console/assets/", "classpath:/META-INF/resources/webjars/htmx.org/")
        .setCacheControl(CacheControl.maxAge(Duration.ofMinutes(10)).cachePrivate());
    registry
        .addResourceHandler("/status/assets/*.css")
        .addResourceLocations("classpath:/console/assets/")
        .setCacheControl(CacheControl.maxAge(Duration.ofMinutes(10)).cachePrivate());
  }

  @Bean
  static MappedInterceptor guardStatus() {
    return AddHeaders.to(
        Map.of(
            "Content-Security-Policy",
            STATUS_POLICY,
            "Referrer-Policy",
            "no-referrer",
            "X-Robots-Tag",
            "noindex, nofollow",
            "Cache-Control",
            "no-store"),
        "/status/*",
        "/status/*/files/*");
  }

  @Bean
  static MappedInterceptor guardConsole() {
    return AddHeaders.to(
        Map.of("Content-Security-Policy", POLICY, "Referrer-Policy", "same-origin"),
        "/console",
        "/console/**");
  }
}
