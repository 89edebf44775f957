package dev.rivyaroutes.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.HandlerInterceptor;
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
    return new MappedInterceptor(
        new String[] {"/status/*", "/status/*/files/*"},
        new HandlerInterceptor() {
          @Override
          public boolean preHandle(
              HttpServletRequest request, HttpServletResponse response, Object handler) {
            response.setHeader("Content-Security-Policy", STATUS_POLICY);
            response.setHeader("Referrer-Policy", "no-referrer");
            response.setHeader("X-Robots-Tag", "noindex, nofollow");
            response.setHeader("Cache-Control", "no-store");
            return true;
          }
        });
  }

  @Bean
  static MappedInterceptor guardConsole() {
    return new MappedInterceptor(
        new String[] {"/console", "/console/**"},
        new HandlerInterceptor() {
          @Override
          public boolean preHandle(
              HttpServletRequest request, HttpServletResponse response, Object handler) {
            response.setHeader("Content-Security-Policy", POLICY);
            response.setHeader("Referrer-Policy", "same-origin");
            return true;
          }
        });
  }
}
