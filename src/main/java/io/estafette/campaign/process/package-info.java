@NullMarked
package io.estafette.campaign.process;

import org.jspecify.annotations.NullMarked;
