package exhibition

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"
	"image/png"
	"io"
	"net/http"
	"time"

	ximage "golang.org/x/image/draw"
	"golang.org/x/image/webp"

	"fairground/server/actor"
	"fairground/server/problem"
)

// Picture is a re-encoded picture under a random name. Its bytes never change.
type Picture struct {
	ID     string    `bson:"_id"`
	V      int64     `bson:"v"`
	Item   string    `bson:"item"`
	Org    string    `bson:"org"`
	Type   string    `bson:"type"` // image/jpeg or image/png
	Width  int       `bson:"width"`
	Height int       `bson:"height"`
	Added  time.Time `bson:"added"`
	Bytes  []byte    `bson:"bytes"`
}

const (
	// MaxUpload is the size of an uploaded picture in bytes.
	MaxUpload = 8 << 20
	// MaxPixels is how many pixels an uploaded picture may have once decoded.
	MaxPixels   = 40_000_000
	maxSide     = 2048    // of what is kept
	maxKept     = 6 << 20 // of what is kept, in bytes: a document has 16 MiB
	jpegQuality = 85
)

// PictureTypes lists the media types that are taken.
func PictureTypes() []string { return []string{"image/jpeg", "image/png", "image/webp"} }

// redraw checks what a stranger sent as a picture of the claimed type, and draws it anew, upright and at most 2048 pixels
// long: nothing of the file itself is kept. The header is read before any pixel.
func redraw(data []byte, claimed string) (Picture, error) {
	sniffed := http.DetectContentType(data)
	if sniffed != claimed {
		return Picture{}, problem.Newf(problem.Unsupported, "picture_mislabelled", "the bytes are not %s", claimed).With("found", sniffed)
	}
	unreadable := problem.New(problem.Invalid, "picture_unreadable", "the picture cannot be decoded")
	var config image.Config
	var decode func(io.Reader) (image.Image, error)
	var err error
	turned := upright
	switch sniffed {
	case "image/jpeg":
		config, err = jpeg.DecodeConfig(bytes.NewReader(data))
		decode, turned = jpeg.Decode, orientation(data)
	case "image/png":
		config, err = png.DecodeConfig(bytes.NewReader(data))
		decode = png.Decode
	case "image/webp":
		config, err = webp.DecodeConfig(bytes.NewReader(data))
		decode = webp.Decode
	default:
		return Picture{}, problem.New(problem.Unsupported, "media_type", "send a JPEG, PNG or WebP picture")
	}
	if err != nil {
		return Picture{}, unreadable.Wrap(err)
	}
	if config.Width < 1 || config.Height < 1 {
		return Picture{}, unreadable
	}
	if int64(config.Width)*int64(config.Height) > MaxPixels {
		return Picture{}, problem.Newf(problem.TooLarge, "picture_pixels", "at most %d pixels", MaxPixels).
			With("width", config.Width).With("height", config.Height)
	}
	src, err := decode(bytes.NewReader(data))
	if err != nil {
		return Picture{}, unreadable.Wrap(err)
	}
	return encode(turn90(fit(src), turned))
}

// fit scales a picture down to the longest side that is kept.
func fit(src image.Image) *image.NRGBA {
	size := src.Bounds().Size()
	w, h := size.X, size.Y
	if long := max(w, h); long > maxSide {
		w, h = max(1, w*maxSide/long), max(1, h*maxSide/long)
	}
	dst := image.NewNRGBA(image.Rect(0, 0, w, h))
	if w == size.X && h == size.Y {
		draw.Draw(dst, dst.Bounds(), src, src.Bounds().Min, draw.Src)
	} else {
		ximage.ApproxBiLinear.Scale(dst, dst.Bounds(), src, src.Bounds(), draw.Src, nil)
	}
	return dst
}

// encode writes an opaque picture as JPEG and one with transparency as PNG, unless that is too large.
func encode(img *image.NRGBA) (Picture, error) {
	p := Picture{Width: img.Rect.Dx(), Height: img.Rect.Dy()}
	var out bytes.Buffer
	if !img.Opaque() {
		if err := png.Encode(&out, img); err != nil {
			return Picture{}, fmt.Errorf("encode picture: %w", err)
		}
		if out.Len() <= maxKept {
			p.Type, p.Bytes = "image/png", out.Bytes()
			return p, nil
		}
		out.Reset()
		white := image.NewNRGBA(img.Rect)
		draw.Draw(white, white.Rect, image.White, image.Point{}, draw.Src)
		draw.Draw(white, white.Rect, img, image.Point{}, draw.Over)
		img = white
	}
	if err := jpeg.Encode(&out, img, &jpeg.Options{Quality: jpegQuality}); err != nil {
		return Picture{}, fmt.Errorf("encode picture: %w", err)
	}
	p.Type, p.Bytes = "image/jpeg", out.Bytes()
	return p, nil
}

// upright is the EXIF orientation of a picture that needs no turning.
const upright = 1

// turn90 lays a picture as its EXIF orientation (CIPA DC-008 section 4.6.4, tag 0x0112) says.
func turn90(src *image.NRGBA, orientation int) *image.NRGBA {
	if orientation <= upright || orientation > 8 {
		return src
	}
	w, h := src.Rect.Dx(), src.Rect.Dy()
	dw, dh := w, h
	if orientation >= 5 {
		dw, dh = h, w
	}
	dst := image.NewNRGBA(image.Rect(0, 0, dw, dh))
	for y := range dh {
		for x := range dw {
			var sx, sy int
			switch orientation {
			case 2:
				sx, sy = w-1-x, y
			case 3:
				sx, sy = w-1-x, h-1-y
			case 4:
				sx, sy = x, h-1-y
			case 5:
				sx, sy = y, x
			case 6:
				sx, sy = y, h-1-x
			case 7:
				sx, sy = w-1-y, h-1-x
			case 8:
				sx, sy = w-1-y, x
			}
			dst.SetNRGBA(x, y, src.NRGBAAt(sx, sy))
		}
	}
	return dst
}

// SetPicture reads a picture from the stream, redraws it and puts it on an item of the actor's own booth, if the item's
// version is v. Rights and version are checked before a byte is read.
func (s *Service) SetPicture(ctx context.Context, who actor.Actor, item string, v int64, claimed string, body io.Reader) (Item, error) {
	i, err := s.ownItem(ctx, who, item)
	if err != nil {
		return i, err
	}
	if i.V != v {
		return Item{}, problem.New(problem.PreconditionFailed, "version_conflict", "this item has been changed by someone else")
	}
	data, err := io.ReadAll(io.LimitReader(body, MaxUpload+1))
	if err != nil {
		return Item{}, fmt.Errorf("read picture: %w", err)
	}
	if len(data) > MaxUpload {
		return Item{}, problem.Newf(problem.TooLarge, "too_large", "at most %d bytes are taken", MaxUpload)
	}
	p, err := s.redrawInTurn(ctx, data, claimed)
	if err != nil {
		return Item{}, err
	}
	p.ID, p.V, p.Item, p.Org, p.Added = pictureID(), 1, i.ID, i.Org, s.now()
	if err := s.store.pictures.Insert(ctx, p); err != nil {
		return Item{}, err
	}
	before := i.Picture
	i.Picture = p.ID
	saved, err := s.saveItem(ctx, i, v, s.entry("item.changed", who.Person, i.ID, i.Exhibition))
	if err != nil {
		return Item{}, errors.Join(err, s.store.pictures.Delete(context.WithoutCancel(ctx), p.ID, 1))
	}
	if before != "" {
		// The item shows the new one already; an old one that stays behind is only waste.
		if err := s.store.pictures.Delete(ctx, before, 1); err != nil && !problem.Is(err, problem.NotFound) {
			s.config.Logger.WarnContext(ctx, "old picture stays behind", "picture", before, "err", err)
		}
	}
	return saved, nil
}

func (s *Service) redrawInTurn(ctx context.Context, data []byte, claimed string) (Picture, error) {
	select {
	case s.decoding <- struct{}{}:
	case <-ctx.Done():
		return Picture{}, fmt.Errorf("wait to decode picture: %w", ctx.Err())
	}
	defer func() { <-s.decoding }()
	return redraw(data, claimed)
}

// pictureID is a name that nobody guesses: 128 random bits.
func pictureID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails: crypto/rand ends the program instead
	return "pic_" + hex.EncodeToString(b[:])
}

// Picture returns the picture with this id.
func (s *Service) Picture(ctx context.Context, id string) (Picture, error) {
	return s.store.pictures.Find(ctx, id)
}
