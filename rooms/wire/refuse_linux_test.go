//go:build linux && (amd64 || arm64)

package wire

import "golang.org/x/sys/unix"

func refuse(b *Batch) { b.refused(b.messages[0], unix.EIO) }
