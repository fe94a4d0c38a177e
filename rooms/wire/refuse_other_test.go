//go:build !linux || (!amd64 && !arm64)

package wire

func refuse(*Batch) {}
