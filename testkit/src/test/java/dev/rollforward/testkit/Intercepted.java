package dev.rollforward.testkit;

import dev.rollforward.engine.Stores;
import dev.rollforward.port.AuditStore;
import dev.rollforward.port.ManifestStore;
import dev.rollforward.port.SidecarStore;
import dev.rollforward.port.TableStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Stores, with something done at each call of a process. Used by one thread. */
final class Intercepted {
  /** A call that is about to be made. */
  interface Call {
    /** Its store and method, such as {@code ManifestStore.create}. */
    String name();

    /** Its arguments. */
    List<Object> arguments();

    /** Makes it. */
    Object make();
  }

  /** What is done at each call. */
  @FunctionalInterface
  interface At {
    /** Makes {@code call}, or does something else. */
    Object call(Call call);
  }

  private final List<String> calls = new ArrayList<>();
  private final Stores stores;

  Intercepted(Stores inner, At at) {
    this.stores =
        new Stores(
            around(ManifestStore.class, inner.manifests(), at),
            around(SidecarStore.class, inner.sidecars(), at),
            around(AuditStore.class, inner.audits(), at),
            around(TableStore.class, inner.tables(), at));
  }

  Stores stores() {
    return stores;
  }

  /** The names of the calls so far. */
  List<String> calls() {
    return calls;
  }

  private <T> T around(Class<T> port, T inner, At at) {
    Object proxy =
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (self, method, arguments) -> {
              calls.add(port.getSimpleName() + "." + method.getName());
              List<Object> given = arguments == null ? List.of() : Arrays.asList(arguments);
              return at.call(new Made(port, inner, method, given));
            });
    return port.cast(proxy);
  }

  private record Made(Class<?> port, Object inner, Method method, List<Object> arguments)
      implements Call {
    @Override
    public String name() {
      return port.getSimpleName() + "." + method.getName();
    }

    @Override
    public Object make() {
      try {
        return method.invoke(inner, arguments.toArray());
      } catch (InvocationTargetException e) {
        if (e.getCause() instanceof RuntimeException failure) {
          throw failure;
        }
        throw new AssertionError(e.getCause());
      } catch (IllegalAccessException e) {
        throw new AssertionError(e);
      }
    }
  }
}
