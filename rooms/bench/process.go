package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// process is the program that is measured: this one, started anew on the first core with one thread for Go code.
type process struct {
	command *exec.Cmd
	input   io.WriteCloser
	output  *bufio.Reader
	address string
}

func start(ctx context.Context, which, profile string) (*process, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find own program: %w", err)
	}
	args := []string{self, "-serve", which, "-profile", profile}
	if path, err := exec.LookPath("taskset"); err == nil {
		args = append([]string{path, "-c", "0"}, args...)
	}
	c := exec.CommandContext(ctx, args[0], args[1:]...) //nolint:gosec // our own program
	c.Env = append(os.Environ(), "GOMAXPROCS=1")
	c.Stderr = os.Stderr
	in, err := c.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("start process: %w", err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("start process: %w", err)
	}
	if err := c.Start(); err != nil {
		return nil, fmt.Errorf("start process: %w", err)
	}
	p := &process{command: c, input: in, output: bufio.NewReader(out)}
	if p.address, err = p.output.ReadString('\n'); err != nil {
		return nil, errors.Join(fmt.Errorf("start process: %w", err), p.stop())
	}
	p.address = strings.TrimSpace(p.address)
	return p, nil
}

// state asks the process for memory and goroutines after a collection.
func (p *process) state() (string, error) {
	if _, err := io.WriteString(p.input, "state\n"); err != nil {
		return "", fmt.Errorf("ask process: %w", err)
	}
	line, err := p.output.ReadString('\n')
	return strings.TrimSpace(line), err
}

// stop ends the process, which it does when its input ends.
func (p *process) stop() error {
	return errors.Join(p.input.Close(), p.command.Wait())
}

// cpu is the time used so far, from proc(5): fields 14 and 15 of stat in ticks of a hundredth of a second.
func (p *process) cpu() (time.Duration, error) {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.command.Process.Pid))
	if err != nil {
		return 0, fmt.Errorf("read CPU time: %w", err)
	}
	fields := strings.Fields(string(data[strings.LastIndexByte(string(data), ')')+1:]))
	if len(fields) < 13 {
		return 0, errors.New("read CPU time: too few fields")
	}
	user, err := strconv.Atoi(fields[11])
	if err != nil {
		return 0, fmt.Errorf("read CPU time: %w", err)
	}
	system, err := strconv.Atoi(fields[12])
	if err != nil {
		return 0, fmt.Errorf("read CPU time: %w", err)
	}
	return time.Duration(user+system) * 10 * time.Millisecond, nil
}

// memory is the resident set in MB.
func (p *process) memory() (float64, error) {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", p.command.Process.Pid))
	if err != nil {
		return 0, fmt.Errorf("read memory: %w", err)
	}
	fields := strings.Fields(string(data))
	if len(fields) < 2 {
		return 0, errors.New("read memory: too few fields")
	}
	pages, err := strconv.Atoi(fields[1])
	if err != nil {
		return 0, fmt.Errorf("read memory: %w", err)
	}
	return float64(pages*os.Getpagesize()) / (1 << 20), nil
}
