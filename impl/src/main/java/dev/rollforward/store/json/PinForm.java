package dev.rollforward.store.json;

import static dev.rollforward.store.json.Forms.require;

import dev.rollforward.core.Pin;
import dev.rollforward.core.TableId;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A version of a dataset; null is the absence of a table. */
record PinForm(String dataset, long version) {
  PinForm {
    require(dataset, "dataset");
  }

  static PinForm of(Pin pin) {
    return new PinForm(pin.table().value(), pin.version());
  }

  Pin pin() {
    return new Pin(new TableId(dataset), version);
  }

  static SortedMap<String, PinForm> of(SortedMap<String, Optional<Pin>> pins) {
    SortedMap<String, PinForm> forms = new TreeMap<>();
    pins.forEach((name, pin) -> forms.put(name, pin.map(PinForm::of).orElse(null)));
    return forms;
  }

  static SortedMap<String, Optional<Pin>> pins(SortedMap<String, PinForm> forms) {
    SortedMap<String, Optional<Pin>> pins = new TreeMap<>();
    forms.forEach((name, form) -> pins.put(name, Optional.ofNullable(form).map(PinForm::pin)));
    return pins;
  }
}
