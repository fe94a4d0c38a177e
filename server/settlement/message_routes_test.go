package settlement

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// TestMessagesOverHTTP: the sides of an order talk, whoever only looks reads, and a stranger sees no order.
func TestMessagesOverHTTP(t *testing.T) {
	w := serve(t)
	on := "/orders/" + must[string](t)(w.h.ImportDeal(t.Context(), deal(400_000))) + "/messages"
	for _, row := range []struct {
		name, who, key, body string
		status               int
		want                 string // who is told to have written it, or the code
	}{
		{"the buyer asks", "buyer", "k1", `{"text":" When does it leave? "}`, http.StatusCreated, "buyer"},
		{"the buyer's browser asks again", "buyer", "k1", `{"text":"When does it leave?"}`, http.StatusCreated, "buyer"},
		{"the key of another message", "buyer", "k1", `{"text":"And when does it arrive?"}`, http.StatusConflict, "idempotency_key_reused"},
		{"the seller answers", "seller", "k1", `{"text":"On Monday."}`, http.StatusCreated, "seller"},
		{"an officer asks both", "maker", "k2", `{"text":"Which bank?"}`, http.StatusCreated, "clearing_maker"},
		{"nothing but space", "buyer", "k3", `{"text":"   "}`, http.StatusUnprocessableEntity, "message_length"},
		{"too long", "buyer", "k4", `{"text":"` + strings.Repeat("长", 2001) + `"}`, http.StatusUnprocessableEntity, ""},
		{"without a key", "buyer", "", `{"text":"hello"}`, http.StatusPreconditionRequired, "idempotency_key_required"},
		{"a stranger", "stranger", "k5", `{"text":"hello"}`, http.StatusNotFound, "order_not_found"},
		{"an arbitrator of nothing", "arbitrator", "k6", `{"text":"hello"}`, http.StatusNotFound, "order_not_found"},
	} {
		status, body, _ := w.send(row.who, http.MethodPost, on, row.body, "Idempotency-Key", row.key)
		got := text(body, "code")
		if status < 300 {
			got = text(body, "by")
		}
		if status != row.status || (row.want != "" && got != row.want) {
			t.Errorf("%s: %d %v, want %d %s", row.name, status, body, row.status, row.want)
		}
	}
	status, body, _ := w.send("seller", http.MethodGet, on, "")
	items, _ := body["items"].([]any)
	var said []string
	for _, i := range items {
		m, _ := i.(map[string]any)
		mine := ""
		if m["mine"] == true {
			mine = " (mine)"
		}
		said = append(said, text(m, "by")+mine+": "+text(m, "text"))
	}
	slices.Sort(said)
	want := []string{"buyer: When does it leave?", "clearing_maker: Which bank?", "seller (mine): On Monday."}
	if status != http.StatusOK || !slices.Equal(said, want) {
		t.Errorf("%d %v, want %v", status, said, want)
	}
}

// TestMessagesAreTold: the people of both parties hear of a message once.
func TestMessagesAreTold(t *testing.T) {
	w := serve(t)
	id := must[string](t)(w.h.ImportDeal(t.Context(), deal(400_000)))
	w.send("buyer", http.MethodPost, "/orders/"+id+"/messages", `{"text":"When does it leave?"}`, "Idempotency-Key", "k")
	out := w.h.Correspondence(func(_ context.Context, org string) ([]string, error) { return []string{"per_of_" + org}, nil })
	pending, err := out.Pending(t.Context(), 10)
	if err != nil || len(pending) != 1 {
		t.Fatalf("%v %v", pending, err)
	}
	e := pending[0].Entry
	if e.Type != "order.message_written" || e.Entity != id || e.By != "per_b" || !slices.Equal(e.To, []string{"per_of_org_b", "per_of_org_s"}) || e.Data["title"] == "" {
		t.Errorf("got %+v", e)
	}
	if err := out.Done(t.Context(), pending[0].Doc, e.ID); err != nil {
		t.Fatal(err)
	}
	if pending, err = out.Pending(t.Context(), 10); err != nil || len(pending) != 0 {
		t.Errorf("told again: %v %v", pending, err)
	}
}
