/**
 * What pipelines do, as data: each case is a folder with pipelines, arguments and what the result
 * document says of them. Must not enter: knowledge of any engine.
 */
@NullMarked
package io.pitwheel.conformance.behaviour;

import org.jspecify.annotations.NullMarked;
