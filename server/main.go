// Command fairground is the whole program: it serves exhibitions, shows the
// demo fair, opens the embedded database to MongoDB's tools, verifies
// statements and ledgers, and says what is wrong with its surroundings.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	_ "time/tzdata" // zones must work where the machine has no zone database

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"fairground/server/db"
)

func main() {
	if err := db.SetHeap(); err != nil {
		fmt.Fprintln(os.Stderr, "fairground:", err) // a slower program is better than none
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Getenv, os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "fairground:", err)
		os.Exit(1)
	}
}

// run is the program without its process: tests call it as main does. It
// returns when the command is done or ctx ends.
func run(ctx context.Context, args []string, getenv func(string) string, out, errOut io.Writer) error {
	root := &cobra.Command{
		Use:           "fairground",
		Short:         "An international online exhibition, from the first invitation to the last payout",
		SilenceUsage:  true,
		SilenceErrors: true,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			return fromEnvironment(cmd.Flags(), getenv)
		},
	}
	root.SetArgs(args)
	root.SetOut(out)
	root.SetErr(errOut)
	root.CompletionOptions.DisableDefaultCmd = true
	root.AddCommand(
		serveCommand(), demoCommand(), databaseCommand(), verifyCommand(), solveCommand(), railCommand(), openapiCommand(), doctorCommand(), //nolint:contextcheck // cobra hands the context to RunE
		&cobra.Command{
			Use: "version", Short: "Print the version", Args: cobra.NoArgs,
			RunE: func(cmd *cobra.Command, _ []string) error {
				_, err := fmt.Fprintln(cmd.OutOrStdout(), version())
				return err
			},
		},
	)
	return root.ExecuteContext(ctx)
}

// fromEnvironment gives every flag that was not set the value of its variable:
// --rate-limit is FAIRGROUND_RATE_LIMIT. MONGODB_URI is known by its usual name.
func fromEnvironment(flags *pflag.FlagSet, getenv func(string) string) error {
	var wrong error
	flags.VisitAll(func(f *pflag.Flag) {
		name := "FAIRGROUND_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		if f.Name == "mongodb-uri" {
			name = "MONGODB_URI"
		}
		if value := getenv(name); value != "" && !f.Changed && wrong == nil {
			if err := flags.Set(f.Name, value); err != nil {
				wrong = fmt.Errorf("%s: %w", name, err)
			}
		}
	})
	return wrong
}

// version is the module's version, or the commit it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	revision := ""
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			revision = " " + s.Value[:min(12, len(s.Value))]
		}
	}
	return strings.TrimPrefix(info.Main.Version, "(devel)") + revision
}
