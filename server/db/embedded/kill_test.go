package embedded_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"fairground/server/db/embedded"
)

const (
	childDir  = "FAIRGROUND_KILL_DIR"
	killCount = "FAIRGROUND_KILLS"
	writers   = 4
	parts     = 50
)

// childWork is the whole program when the test binary runs itself to be killed: writers that print what was acknowledged.
func childWork() bool {
	dir := os.Getenv(childDir)
	if dir == "" {
		return false
	}
	if err := writeUntilKilled(dir); err != nil {
		fmt.Println("error", err)
	}
	return true
}

// pair is a document whose halves must agree: n is in every part.
func pair(id string, n int) bson.D {
	list := make(bson.A, parts)
	for i := range list {
		list[i] = n
	}
	return bson.D{{Key: "_id", Value: id}, {Key: "n", Value: n}, {Key: "parts", Value: list}}
}

func writeUntilKilled(dir string) error {
	e, err := embedded.Open(embedded.Options{Dir: dir})
	if err != nil {
		return err
	}
	client, err := connect(e)
	if err != nil {
		return err
	}
	ctx := context.Background()
	coll := client.Database("test").Collection("pairs")
	start := strconv.FormatInt(time.Now().UnixNano(), 36)
	fmt.Println("ready")
	var wait sync.WaitGroup
	var out sync.Mutex
	say := func(id string, n int) {
		out.Lock()
		defer out.Unlock()
		fmt.Println("ack", id, n)
	}
	failed := make(chan error, writers)
	for w := range writers {
		wait.Go(func() {
			for i := 0; ; i++ {
				id := fmt.Sprintf("%s-%d-%d", start, w, i/4)
				n := i%4 + 1
				var err error
				if n == 1 {
					_, err = coll.InsertOne(ctx, pair(id, n))
				} else {
					_, err = coll.ReplaceOne(ctx, bson.D{{Key: "_id", Value: id}}, pair(id, n))
				}
				if err != nil {
					failed <- err
					return
				}
				say(id, n)
			}
		})
	}
	wait.Wait()
	return <-failed
}

func TestEveryAcknowledgedWriteSurvivesAKill(t *testing.T) {
	kills := 10
	if s := os.Getenv(killCount); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		kills = n
	}
	dir := t.TempDir()
	acked := make(map[string]int)
	for k := range kills {
		killOnce(t, dir, time.Duration(rand.IntN(120))*time.Millisecond, acked)
		lost, half := examine(t, dir, acked)
		if lost+half > 0 {
			t.Fatalf("after kill %d: lost=%d half=%d of acked=%d", k+1, lost, half, len(acked))
		}
	}
	if len(acked) == 0 {
		t.Fatal("nothing was acknowledged, so nothing was tested")
	}
	writes := 0
	for _, n := range acked {
		writes += n
	}
	fmt.Printf("kills=%d acked=%d lost=0 half=0\n", kills, writes)
}

// killOnce lets a child write for a while after it is ready, kills it and notes what it had acknowledged.
func killOnce(t *testing.T, dir string, after time.Duration, acked map[string]int) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), childDir+"="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	killed := make(chan error, 1)
	ready := false
	for lines.Scan() {
		var id string
		var n int
		switch line := lines.Text(); {
		case line == "ready":
			ready = true
			go func() {
				time.Sleep(after) // the random instant
				killed <- cmd.Process.Kill()
			}()
		case strings.HasPrefix(line, "ack "):
			if _, err := fmt.Sscanf(line, "ack %s %d", &id, &n); err == nil && strings.Count(line, " ") == 2 {
				acked[id] = max(acked[id], n)
			}
		default:
			t.Errorf("the child said %q", line)
		}
	}
	if !ready {
		t.Fatalf("the child did not begin: %v", cmd.Wait())
	}
	if err := <-killed; err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err == nil {
		t.Fatal("the child was not killed")
	}
}

func examine(t *testing.T, dir string, acked map[string]int) (lost, half int) {
	t.Helper()
	e, err := embedded.Open(embedded.Options{Dir: dir})
	if err != nil {
		t.Fatalf("open after a kill: %v", err)
	}
	client, err := connect(e)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := errors.Join(client.Disconnect(context.Background()), e.Close()); err != nil {
			t.Error(err)
		}
	}()
	there, half := readPairs(t, client.Database("test").Collection("pairs"))
	for id, n := range acked {
		if there[id] < n {
			lost++
		}
	}
	return lost, half
}

func readPairs(t *testing.T, coll *mongo.Collection) (there map[string]int, half int) {
	t.Helper()
	cur, err := coll.Find(t.Context(), bson.D{})
	if err != nil {
		t.Fatal(err)
	}
	var docs []struct {
		ID    string `bson:"_id"`
		N     int    `bson:"n"`
		Parts []int  `bson:"parts"`
	}
	if err := cur.All(t.Context(), &docs); err != nil {
		t.Fatal(err)
	}
	there = make(map[string]int, len(docs))
	for _, d := range docs {
		there[d.ID] = d.N
		whole := len(d.Parts) == parts
		for _, p := range d.Parts {
			whole = whole && p == d.N
		}
		if !whole {
			half++
		}
	}
	return there, half
}
