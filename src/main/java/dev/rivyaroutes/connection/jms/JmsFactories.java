package dev.rivyaroutes.connection.jms;

import dev.rivyaroutes.PlainWords;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.BeansException;
import org.springframework.beans.NotWritablePropertyException;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.util.ClassUtils;

/**
 * The client's own factories, without a pool or a transaction manager around them: those would hide
 * from the program what is acknowledged, and when.
 */
final class JmsFactories {

  private JmsFactories() {}

  /** The client does not reconnect by itself: the source and the delivery schedule do. */
  static ActiveMQConnectionFactory artemis(JmsConnectionProperties settings) throws JMSException {
    ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(settings.url().strip());
    long timeout = settings.timeout().toMillis();
    factory.setReconnectAttempts(0);
    factory.setInitialConnectAttempts(1);
    factory.setCallTimeout(timeout);
    factory.setCallFailoverTimeout(timeout);
    factory.setClientFailureCheckPeriod(timeout);
    factory.setConnectionTTL(2 * timeout);
    return factory;
  }

  /**
   * @throws IllegalArgumentException without secrets, if a property does not fit
   */
  static ConnectionFactory factory(JmsConnectionProperties settings) {
    String name = "";
    try {
      ConnectionFactory factory =
          (ConnectionFactory)
              BeanUtils.instantiateClass(
                  ClassUtils.resolveClassName(settings.factoryClass().strip(), null));
      BeanWrapper properties = PropertyAccessorFactory.forBeanPropertyAccess(factory);
      for (var property : settings.properties().entrySet()) {
        name = property.getKey();
        properties.setPropertyValue(name, property.getValue());
      }
      return factory;
    } catch (NotWritablePropertyException e) {
      throw new IllegalArgumentException(
          "it has no property %s. Correct the name, or remove it.".formatted(name), e);
    } catch (BeansException e) {
      // The text of the cause may hold the value, which may be a secret.
      throw new IllegalArgumentException(
          name.isEmpty()
              ? "it could not be created (%s). Correct factory-class.".formatted(PlainWords.of(e))
              : "the value of %s cannot be used. Correct it.".formatted(name),
          e);
    }
  }
}
