package dev.rivyaroutes.media.s3;

import java.util.Map;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Registers the client of each S3 store as the bean {@code s3-<name>} for Camel endpoints. A client
 * is built when it is used.
 */
@Component
class RegisterS3Clients implements BeanDefinitionRegistryPostProcessor, EnvironmentAware {
  private Environment environment;

  @Override
  public void setEnvironment(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
    Binder.get(environment)
        .bind("rivya.s3", Bindable.mapOf(String.class, Object.class))
        .orElse(Map.of())
        .keySet()
        .forEach(name -> register(registry, name));
  }

  private static void register(BeanDefinitionRegistry registry, String name) {
    ConfigurableListableBeanFactory beans = (ConfigurableListableBeanFactory) registry;
    registry.registerBeanDefinition(
        "s3-" + name,
        BeanDefinitionBuilder.genericBeanDefinition(
                S3Client.class, () -> beans.getBean(S3Connections.class).get(name).client())
            .setLazyInit(true)
            // S3Connections closes it.
            .setDestroyMethodName("")
            .getBeanDefinition());
  }
}
