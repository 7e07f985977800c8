@NullMarked
package io.estafette.payroll.process;

import org.jspecify.annotations.NullMarked;
