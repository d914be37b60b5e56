package dev.rollforward.conformance.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * Records every protocol step of every group that a test opens, and has TLC check after it that
 * these steps are a behaviour of {@code spec/Rollforward.tla}. If they are not, the test fails with
 * a {@link TraceRejected}, which names a picture of what happened, as SVG and as an HTML page. If
 * the test fails for a reason of its own, the picture is drawn, too, and named in a suppressed
 * exception.
 *
 * <pre>{@code
 * @Test
 * @ValidatedTrace
 * void transfersAreAtomic() {
 *   application.transfer(root);
 * }
 * }</pre>
 *
 * <p>On a class it applies to each test in it. The code under test needs no change: a group is
 * recorded from when it is opened to the end of the test, {@code @AfterEach} included; one that was
 * opened before the test, in a static field, is not. Processes that the test starts are recorded,
 * too, if they have this artifact on their class path and the flag that {@link
 * TraceRecording#jvmFlag} returns; a test gets the {@link TraceRecording} as a parameter.
 *
 * <p>The files are written to {@code target/rollforward-traces/CLASS.METHOD}, or below the folder
 * that the configuration parameter {@code rollforward.traces} names, and are kept until the next
 * run of the test. Starting TLC takes about two seconds for each test. Tests with this annotation
 * run alone where JUnit runs tests in parallel, as the groups of others would be recorded with
 * them.
 *
 * <p>What a trace cannot show: the last effect of a process that died before it reported it. An
 * event that is inferred may cause a valid trace to be rejected, never an invalid one to be
 * accepted.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(TraceExtension.class)
@ResourceLock(Resources.GLOBAL)
public @interface ValidatedTrace {}
