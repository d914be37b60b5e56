package dev.rollforward.conformance;

import dev.rollforward.engine.Stores;
import dev.rollforward.port.AuditStore;
import dev.rollforward.port.ManifestStore;
import dev.rollforward.port.SidecarStore;
import dev.rollforward.port.TableStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.function.Consumer;

/** Stores that log every call that returned. */
final class RecordingStores {
  private RecordingStores() {}

  /**
   * A store call.
   *
   * @param name as in {@code SidecarStore.create}
   */
  record Call(String name, String arguments, String result) {}

  static Stores around(Stores inner, Consumer<Call> log) {
    return new Stores(
        recording(ManifestStore.class, inner.manifests(), log),
        recording(SidecarStore.class, inner.sidecars(), log),
        recording(AuditStore.class, inner.audits(), log),
        recording(TableStore.class, inner.tables(), log));
  }

  private static <T> T recording(Class<T> port, T inner, Consumer<Call> log) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              Object result = call(inner, method, arguments);
              log.accept(
                  new Call(
                      port.getSimpleName() + "." + method.getName(),
                      Arrays.toString(arguments),
                      String.valueOf(result)));
              return result;
            }));
  }

  private static Object call(Object inner, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(inner, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
