// Drives a running server with containerd's ttrpc client for Go, which knows nothing of Tributary, and with frames
// written by hand where that client would not send what is tested.
//
// TRIBUTARY_ADDRESS is the server's HOST:PORT and TRIBUTARY_KEY its admin key. One line a check goes to standard
// output, "ok NAME" or "FAILED NAME: why"; the exit status is 1 when a check failed. Tests/Interop/run starts a server
// and this program.
package main

import (
	"fmt"
	"os"
)

// A check returns what is wrong, or nil.
type check struct {
	name string
	run  func() error
}

func main() {
	address, key := os.Getenv("TRIBUTARY_ADDRESS"), os.Getenv("TRIBUTARY_KEY")
	if address == "" || key == "" {
		fmt.Fprintln(os.Stderr, "TRIBUTARY_ADDRESS and TRIBUTARY_KEY must be set")
		os.Exit(2)
	}
	shop := newShop(address, key)
	defer shop.close()

	checks := append([]check{}, shop.setUpChecks()...)
	checks = append(checks, shop.trackingChecks()...)
	checks = append(checks, shop.refusalChecks()...)
	checks = append(checks, shop.deadlineChecks()...)
	checks = append(checks, shop.frameChecks()...)

	failed := 0
	for _, check := range checks {
		if err := check.run(); err != nil {
			failed++
			fmt.Printf("FAILED %s: %v\n", check.name, err)
		} else {
			fmt.Printf("ok %s\n", check.name)
		}
	}
	if failed > 0 {
		shop.close()
		os.Exit(1)
	}
}
