@NullMarked
package io.estafette.payroll.web;

import org.jspecify.annotations.NullMarked;
