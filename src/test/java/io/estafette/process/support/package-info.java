/**
 * Camunda Process Test without Docker: tests of processes against the Camunda of the test
 * platform.
 * <p>
 * A process test is a class annotated with
 * {@link io.estafette.process.support.ProcessTest ProcessTest}; with
 * {@code CamundaClient} and {@code CamundaProcessTestContext} autowired, it uses the
 * public interface of Camunda Process Test and nothing of this package:
 * <pre class="code">
 * &#64;ProcessTest
 * class DocumentDeliveryProcessTests {
 *
 * 	&#64;Autowired
 * 	private CamundaClient camunda;
 *
 * 	&#64;Autowired
 * 	private CamundaProcessTestContext context;
 *
 * 	&#64;Test
 * 	void waitsForAnHour() {
 * 		ProcessInstanceEvent instance = this.camunda.newCreateInstanceCommand() ... .send().join();
 * 		CamundaAssert.assertThat(instance).hasActiveElements("Event_HourGone");
 * 		this.context.increaseTime(Duration.ofHours(1));
 * 		CamundaAssert.assertThat(instance).isCompleted();
 * 	}
 *
 * }
 * </pre>
 * <ul>
 * <li>The first process test of a run boots the platform; all share it, the application
 * context and the database with the demonstration data. So a test makes its own rows
 * under its own ids and cleans nothing up. Other tests never boot Camunda.</li>
 * <li>The application's models are deployed and its job workers work, with the real
 * database and mail catcher. They compete with {@code mockJobWorker} and
 * {@code completeJob} for jobs of their types: use these only for types that no worker of
 * the application takes, or make the application itself fail.</li>
 * <li>The application's {@code Clock} follows Zeebe's. A moved time stays moved for the
 * tests that follow: Zeebe does not bear a clock that goes back. Wait for the element (or
 * the subscription) before moving the clock past it: a timer that does not exist yet
 * counts from the moved time.</li>
 * <li>After each test what still runs is cancelled and hidden. Models stay deployed, and
 * so do buffered messages: use correlation keys and message ids that no other test
 * uses.</li>
 * <li>Assertions wait up to 30 seconds. "Has not" assertions
 * ({@code hasNotActivatedElements}, {@code hasNoActiveIncidents}) look at once: assert
 * first what must have happened before.</li>
 * <li>{@code mockChildProcess} changes nothing where the call activity is bound to the
 * deployment, as ours are.</li>
 * <li>What a BPMN error carries stays local to the event that catches it, unless its
 * output mapping says otherwise.</li>
 * <li>User tasks are Camunda user tasks ({@code zeebe:userTask});
 * {@code completeUserTask} completes them whoever they are assigned to. Tasklist alone
 * minds the assignee.</li>
 * <li>Searches of a {@code CamundaClient} work for process instances, elements,
 * variables, user tasks, incidents, message subscriptions and definitions, by the fields
 * of the result; others are refused.</li>
 * </ul>
 */
@NullMarked
package io.estafette.process.support;

import org.jspecify.annotations.NullMarked;
