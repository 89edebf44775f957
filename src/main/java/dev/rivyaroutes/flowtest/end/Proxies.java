package dev.rivyaroutes.flowtest.end;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Makes objects of which only some methods do anything. */
final class Proxies {

  /** What the object does. */
  @FunctionalInterface
  interface Calls {
    Object call(String method, Object[] arguments) throws Throwable;
  }

  /** Passes calls on, but for those that every object has. */
  record Handler(Calls calls) implements InvocationHandler {

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
      if (method.getDeclaringClass().equals(Object.class)) {
        return switch (method.getName()) {
          case "equals" -> proxy == arguments[0];
          case "hashCode" -> System.identityHashCode(proxy);
          default -> "a stand-in";
        };
      }
      return calls.call(method.getName(), arguments == null ? new Object[0] : arguments);
    }
  }

  private Proxies() {}

  static <T> T of(Class<T> type, Calls calls) {
    return type.cast(
        Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new Handler(calls)));
  }
}
