/** Payroll: payslips and contracts that payroll systems deposit for employees. */
@ApplicationModule(displayName = "Payroll")
@NullMarked
package io.estafette.payroll;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
