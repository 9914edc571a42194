/**
 * Holds the generated messages, services and routes against the tables of KFP's wire format. What a
 * server does with them must not enter.
 */
@NullMarked
package io.pitwheel.api;

import org.jspecify.annotations.NullMarked;
