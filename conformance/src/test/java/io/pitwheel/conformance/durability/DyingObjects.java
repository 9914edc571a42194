package io.pitwheel.conformance.durability;

import io.pitwheel.objectstore.ObjectStore;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** The real store of objects with a point before and after every object that is written. */
final class DyingObjects implements InvocationHandler {
  private final ObjectStore objects;
  private final Countdown countdown;

  private DyingObjects(ObjectStore objects, Countdown countdown) {
    this.objects = objects;
    this.countdown = countdown;
  }

  static ObjectStore of(ObjectStore objects, Countdown countdown) {
    return (ObjectStore)
        Proxy.newProxyInstance(
            ObjectStore.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            new DyingObjects(objects, countdown));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    boolean isPoint = method.getName().equals("write");
    if (isPoint) {
      countdown.cross();
    }
    Object result;
    try {
      result = method.invoke(objects, arguments);
    } catch (InvocationTargetException exception) {
      throw exception.getTargetException();
    }
    if (isPoint) {
      countdown.cross();
    }
    return result;
  }
}
