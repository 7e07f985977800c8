@NullMarked
package io.estafette.campaign.web;

import org.jspecify.annotations.NullMarked;
