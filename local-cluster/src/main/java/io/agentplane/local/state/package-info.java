/** What a cluster keeps on disk: its folder, its secrets, who runs at the moment and on which ports. */
@NullMarked
package io.agentplane.local.state;

import org.jspecify.annotations.NullMarked;
