package ledger

import "fmt"

// EntryProof is one entry with all that proves that it stands in a block: it hashes to a leaf, the leaf climbs the path to
// the root, and the header with the root hashes to the block's hash. What proves that the block is one of the log is a signed
// head, or a statement.
type EntryProof struct {
	Header Header `json:"header"`
	Index  int    `json:"index"`
	Entry  Entry  `json:"entry"`
	Path   []Hash `json:"path"`
}

// Prove makes the proof of an entry of a block.
func (b *Block) Prove(index int) EntryProof {
	leaves, _ := b.leaves()
	return EntryProof{Header: b.Header, Index: index, Entry: b.Entries[index], Path: MerklePath(leaves, index)}
}

// ReadEntryProof reads what was written of a proof and checks it. The error wraps ErrBroken if it does not hold.
func ReadEntryProof(raw []byte) (EntryProof, error) {
	var p EntryProof
	if err := strictJSON(raw, &p); err != nil {
		return p, fmt.Errorf("read proof: %w", err)
	}
	h := p.Header
	if h.V != 1 || h.N < 1 || h.N > MaxEntries || h.Sum() != h.Hash {
		return p, broken("the header of block %d does not hash to what it says", h.Seq)
	}
	if root, ok := MerkleRoot(p.Entry.Leaf(), p.Index, h.N, p.Path); !ok || root != h.Root {
		return p, broken("the path of the entry does not end in the root of block %d", h.Seq)
	}
	return p, nil
}
