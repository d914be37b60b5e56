/** What there is to check: modules, models, faults, scenes and lanes. */
package dev.rollforward.spec.model;
