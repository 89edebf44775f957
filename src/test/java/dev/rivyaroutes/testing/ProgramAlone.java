package dev.rivyaroutes.testing;

import dev.rivyaroutes.RivyaRoutes;
import org.springframework.boot.actuate.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.opentelemetry.OpenTelemetryAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationExcludeFilter;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;

/** The program as its own class starts it, for commands that start it: without parts of tests. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
    exclude = {OpenTelemetryAutoConfiguration.class, OpenTelemetryLoggingAutoConfiguration.class})
@ComponentScan(
    basePackageClasses = RivyaRoutes.class,
    excludeFilters = {
      @Filter(
          type = FilterType.CUSTOM,
          classes = {OnlyTheProgram.class, AutoConfigurationExcludeFilter.class}),
      @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = RivyaRoutes.class) // it scans itself
    })
@ConfigurationPropertiesScan(basePackageClasses = RivyaRoutes.class)
public class ProgramAlone {}
