; Marchers, a game for the Atari 2600.
;
; Five ranks of six march to and fro, step down at the edges, and throw bombs. Three bases stand between them and the gun at
; the bottom; both sides wear them down. The fewer are left, the faster they march; later waves begin lower, march faster, and
; throw more and faster bombs. A game is three lives, or ends when the ranks land. RESET begins a game, and so does the button
; two seconds after one has ended. Stick left and right, button: one shot at a time.
;
; Heights are counted in lines from 0, the gun's lowest, up to SKY. Everything that is drawn between is drawn by comparing with
; such a height, which register Y holds. A frame has 262 lines: 3 synchronise, 40 are blank, 200 are the picture, 19 are blank.
;
; MIT licence, as the rest of Bellman.

; The television adaptor.
VSYNC  = $00
VBLANK = $01
WSYNC  = $02
NUSIZ0 = $04
NUSIZ1 = $05
COLUP0 = $06
COLUP1 = $07
COLUPF = $08
COLUBK = $09
CTRLPF = $0a
PF0    = $0d
PF1    = $0e
PF2    = $0f
RESP0  = $10
RESP1  = $11
GRP0   = $1b
GRP1   = $1c
ENAM0  = $1d
ENAM1  = $1e
ENABL  = $1f
HMP0   = $20
HMP1   = $21
VDELP0 = $25
VDELP1 = $26
HMOVE  = $2a
HMCLR  = $2b
INPT4  = $0c

; Stick, switches, timer.
SWCHA  = $280
SWCHB  = $282
INTIM  = $284
TIM64T = $296

; What players and learners look at.
score  = $80 ; three bytes of two decimal digits, the highest first
lives  = $83 ; 0: the game is over

mode   = $84
OVER    = 0
PLAYING = 1
HIT     = 2
CLEARED = 3
pause  = $85 ; frames until the mode changes
wave   = $86 ; 0 to 7
frame  = $87
random = $88 ; two bytes

; The ranks. Player 0 draws the columns 0, 2 and 4, player 1 the columns 1, 3 and 5; a mask of three bits says which of them are alive.
even   = $8a ; five masks, the highest rank first
odd    = $8f
left   = $94 ; pixel of column 0, which may be dead and beyond the edge
top    = $95 ; height of the highest rank's first line
heading = $96 ; 2 or -2 pixels per step
wait   = $97 ; frames until the next step
pose   = $98 ; 0 or 30, what is added to the first picture of an invader for the second
count  = $99 ; how many are alive

gun    = $9a ; pixel
shotx  = $9b
shot   = $9c ; height of its lowest line, or NOWHERE
burst  = $9d ; frames for which a hit shows
bombx  = $9e ; two
bomb   = $a0 ; two heights
bases  = $a2 ; five bytes for the five registers of the playfield, times four rows of bricks

; What is worked out for the picture before it begins.
late0  = $b6 ; for each rank: when to set player 0, how far to move it then, how many copies; the same for player 1; the picture
late1  = $bb
fine0  = $c0
fine1  = $c5
size0  = $ca
size1  = $cf
look   = $d4
ranks  = $d9 ; how many there are, dead ones above living ones included
bottom = $da ; height of the first line below them
stop   = $db ; height to which the next part of the picture reaches
evens  = $dc ; the columns in which somebody is alive
odds   = $dd
row    = $de ; the rank that is drawn
line   = $df ; its highest line
base   = $e0 ; the line below its lowest
shape  = $e1 ; pointers
tint   = $e3
cannon = $e5
cannonlate = $e7
cannonfine = $e8
digits = $e9 ; six pointers
temp   = $f5
temp2  = $f6
temp3  = $f7

SKY     = 159 ; the highest line
BASETOP = 31  ; the highest line of the bases, which have four rows of three lines
BASEBOTTOM = 20
GUNTOP  = 9
NOWHERE = 240 ; a height that no line has
FIRST   = 155 ; height at which the first wave begins
LOWEST  = 16  ; where the ranks have landed
PITCH   = 16  ; from rank to rank, and from column to column
LEFTEST = 8   ; pixels between which they march
RIGHTEST = 152

MIDDLE  = 76  ; where the gun begins

  org $f000

start:
  sei
  cld
  ldy INTIM ; all that differs between two games
  ldx #$ff
  txs
  lda #0
.clear:
  sta 0,x ; all registers of the television, all memory
  dex
  bne .clear
  sty random
  inc random+1
  lda #MIDDLE
  sta gun
  sta shotx
  sta bombx
  sta bombx+1
  jsr newwave

frames:
  lda #2
  sta WSYNC
  sta VSYNC
  sta WSYNC
  sta WSYNC
  lda #0
  sta WSYNC
  sta VSYNC
  lda #48
  sta TIM64T

; ---- before the picture ----

; Each rank: who is alive, and how two players with up to three copies show them. A player whose columns are all dead hides
; behind the other.
  lda #0
  sta evens
  sta odds
  sta ranks
  ldx #4
.rank:
  lda even,x
  ora evens
  sta evens
  lda odd,x
  ora odds
  sta odds
  lda even,x
  ora odd,x
  bne .alive
  lda #<nobody
  sta look,x
  lda #5
  sta late0,x
  sta late1,x
  bne .next
.alive:
  lda ranks
  bne .below
  stx ranks
  inc ranks
.below:
  lda looks,x
  clc
  adc pose
  sta look,x
  lda #0
  ldy even,x
  bne .first
  lda #PITCH
  ldy odd,x
.first:
  clc
  adc left
  clc
  adc firsts,y
  sta temp
  lda sizes,y
  sta size0,x
  lda temp
  jsr split
  sta fine0,x
  sty late0,x
  lda #PITCH
  ldy odd,x
  bne .second
  lda #0
  ldy even,x
.second:
  clc
  adc left
  clc
  adc firsts,y
  sta temp
  lda sizes,y
  sta size1,x
  lda temp
  jsr split
  sta fine1,x
  sty late1,x
.next:
  dex
  bpl .rank
  lda ranks
  bne .some
  inc ranks
.some:
  lda ranks
  asl
  asl
  asl
  asl
  sta temp
  lda top
  sec
  sbc temp
  sta bottom

; The bases are gone once the ranks come down to them.
  ldx #GUNTOP
  cmp #BASETOP+5
  bcc .nobases
  ldx #BASETOP
.nobases:
  stx stop

; The gun, or what is left of it.
  lda gun
  jsr split
  sta cannonfine
  sty cannonlate
  ldx mode
  lda guns,x
  cpx #HIT
  bne .whole
  lda #<boom1
  ldx pause
  cpx #24
  bcs .whole
  lda #<boom2
.whole:
  sta cannon
  lda #>cannons
  sta cannon+1

; Shot, bombs and the score's two players find their places.
  lda shotx
  sec
  sbc #2
  ldx #4
  jsr place
  lda bombx
  sec
  sbc #2
  ldx #2
  jsr place
  lda bombx+1
  sec
  sbc #2
  ldx #3
  jsr place
  lda #56-3
  ldx #0
  jsr place
  lda #64-3
  ldx #1
  jsr place
  sta WSYNC
  sta HMOVE
  lda #$10 ; the shot is two pixels wide, its burst eight
  ldx burst
  beq .thin
  lda #$30
.thin:
  sta CTRLPF
  lda #3
  sta NUSIZ0
  sta NUSIZ1
  sta VDELP0
  sta VDELP1
  lda #$1e
  sta COLUP0
  sta COLUP1
  lda #$0e
  sta COLUPF
  sta HMCLR

.wait:
  lda INTIM
  bne .wait
  sta WSYNC
  sta VBLANK

; ---- the picture: 16 lines with the score ----
  ldx #3
.above:
  sta WSYNC
  dex
  bne .above
  ldy #8
.digits:
  sty temp
  lda (digits),y
  sta GRP0
  sta WSYNC
  lda (digits+2),y
  sta GRP1
  lda (digits+4),y
  sta GRP0
  lda (digits+6),y
  sta temp2
  lda (digits+8),y
  tax
  lda (digits+10),y
  tay
  lda temp2
  sta GRP1 ; ends in cycle 44: pixel 65, when player 0's first copy is drawn and its second is not
  stx GRP0
  sty GRP1
  sta GRP0
  ldy temp
  dey
  bpl .digits
  lda #0
  sta WSYNC
  sta VDELP0
  sta VDELP1
  sta GRP0
  sta GRP1
  sta row
  ldx #2
.below2:
  sta WSYNC
  dex
  bne .below2

; ---- 160 lines of battle ----
; The shot is the ball, the bombs are the missiles. A comparison sets the zero flag where one of them is; PHP then writes the flag, bit 1,
; to the register to which the stack points.
  ldy #SKY
sky:
  sta WSYNC
  ldx #ENABL
  txs
  tya
  sec
  sbc shot
  and #$f8
  php
  dey
  cpy top
  bne sky

rank: ; the six lines above a rank put both players in their places
  sta WSYNC
  lda #0
  sta GRP0
  sta GRP1
  ldx #ENABL
  txs
  tya
  sec
  sbc shot
  and #$f8
  php
  ldx row
  lda fine0,x
  sta HMP0
  lda fine1,x
  sta HMP1
  tya
  sec
  sbc #6
  sta line
  ldy late1,x
  lda late0,x
  tax
  sta WSYNC
  lda row ; 3 cycles
.late0:
  dex
  bne .late0
  sta RESP0 ; ends in cycle 5 + 5 late
  sta WSYNC
  lda row
.late1:
  dey
  bne .late1
  sta RESP1
  sta WSYNC
  sta HMOVE
  ldx row
  lda size0,x
  sta NUSIZ0
  lda size1,x
  sta NUSIZ1
  lda line
  sec
  sbc #10
  sta base
  lda look,x
  clc
  sbc base
  sta shape
  lda #>invaders
  sta shape+1
  sta WSYNC
  ldx #ENABL
  txs
  lda line
  sec
  sbc shot
  and #$f8
  php
  lda row
  clc
  adc wave
  tax
  lda tints,x
  clc
  sbc base
  sta tint
  lda #>colours
  sta tint+1
  ldy line
  sta WSYNC
.line:
  sta WSYNC
  lda (shape),y
  sta GRP0
  sta GRP1
  lda (tint),y
  sta COLUP0
  sta COLUP1 ; ends in cycle 22, before the first pixel
  ldx #ENABL
  txs
  tya
  sec
  sbc shot
  and #$f8
  php
  dey
  cpy base
  bne .line
  inc row
  lda row
  cmp ranks
  beq .below
  jmp rank
.below:

; Player 0 becomes the gun.
  sta WSYNC
  lda #0
  sta GRP0
  sta GRP1
  ldx #ENABL
  txs
  tya
  sec
  sbc shot
  and #$f8
  php
  sta HMCLR
  lda cannonfine
  sta HMP0
  lda #$10
  sta NUSIZ0
  sta NUSIZ1
  ldx cannonlate
  sta WSYNC
  lda row
.late:
  dex
  bne .late
  sta RESP0
  sta WSYNC
  sta HMOVE
  lda #$3c
  sta COLUP0
  sta COLUP1
  dey
  dey
  dey

fall:
  cpy stop
  beq .bottom
  sta WSYNC
  ldx #ENABL
  txs
  tya
  sec
  sbc shot
  and #$f8
  php
  tya
  sec
  sbc bomb+1
  and #$f8
  php
  tya
  sec
  sbc bomb
  and #$f8
  php
  dey
  jmp fall
.bottom:
  cpy #GUNTOP
  bne .bases
  jmp ground
.bases:

; The bases: the right half of the playfield is written after the left half was drawn. Each of three lines has time for one comparison.
  lda #GUNTOP
  sta stop
  sty line
  lda #$c8
  sta COLUPF
  ldy #0
.bricks:
  sta WSYNC
  lda #0
  sta PF0
  lda bases,y
  sta PF1
  lda bases+4,y
  sta PF2
  ldx #ENABL
  txs
  lda line
  sec
  sbc shot
  and #$f8
  php
  lda bases+8,y
  sta PF0
  lda bases+12,y
  sta PF1
  lda bases+16,y
  sta PF2
  dec line
  sta WSYNC
  lda #0
  sta PF0
  lda bases,y
  sta PF1
  lda bases+4,y
  sta PF2
  nop
  nop
  lda line
  sec
  sbc bomb+1
  and #$f8
  php
  lda bases+8,y
  sta PF0
  lda bases+12,y
  sta PF1
  lda bases+16,y
  sta PF2
  dec line
  sta WSYNC
  lda #0
  sta PF0
  lda bases,y
  sta PF1
  lda bases+4,y
  sta PF2
  nop
  nop
  lda line
  sec
  sbc bomb
  and #$f8
  php
  lda bases+8,y
  sta PF0
  lda bases+12,y
  sta PF1
  lda bases+16,y
  sta PF2
  dec line
  iny
  cpy #4
  beq .through
  jmp .bricks
.through:
  sta WSYNC
  lda #0
  sta PF0
  sta PF1
  sta PF2
  ldy #BASEBOTTOM-2
  jmp fall

ground:
  lda #$9c
  sta COLUP0
.gun:
  sta WSYNC
  lda (cannon),y
  sta GRP0
  ldx #ENABL
  txs
  tya
  sec
  sbc shot
  and #$f8
  php
  tya
  sec
  sbc bomb+1
  and #$f8
  php
  tya
  sec
  sbc bomb
  and #$f8
  php
  dey
  bpl .gun

; ---- 24 lines of ground, with the lives in reserve ----
  ldx #3
.soil:
  sta WSYNC
  lda soil,x
  sta COLUBK
  lda #0
  sta GRP0
  sta ENABL
  sta ENAM0
  sta ENAM1
  sta WSYNC
  dex
  bpl .soil
  txs ; $ff again
  sta WSYNC
  lda #0
  sta COLUBK
  ldx #5
.reserve:
  dex
  bne .reserve
  sta RESP0
  ldx lives
  lda reserve,x
  sta NUSIZ0
  ldy #9
.life:
  sta WSYNC
  lda #0
  cpx #2
  bcc .none
  lda cannons,y
.none:
  sta GRP0
  dey
  bpl .life
  ldx #6
.rest:
  sta WSYNC
  dex
  bne .rest

; ---- after the picture: the rules ----
  lda #2
  sta VBLANK
  lda #23
  sta TIM64T
  inc frame
  lda random
  ora random+1
  bne .odds
  inc random
.odds:
  lsr random+1 ; sixteen bits that feed back
  ror random
  bcc .drawn
  lda random+1
  eor #$b4
  sta random+1
.drawn:
  lda SWCHB
  lsr
  bcs .noreset
  jsr newgame
  jmp done
.noreset:
  ldx mode
  bne .on
  lda pause ; the button may still be held from the game before
  beq .ready
  dec pause
  jmp done
.ready:
  bit INPT4
  bmi .idle
  jsr newgame
.idle:
  jmp done
.on:
  dex
  beq play
  dec pause
  bne .idle
  dex
  beq .died
  lda wave
  cmp #7
  bcs .hardest
  inc wave
.hardest:
  jsr newwave
  jmp .goon
.died:
  lda lives
  bne .goon
  jmp gameover
.goon:
  lda #PLAYING
  sta mode
  jmp done

play:
  lda SWCHA
  asl
  bcs .notright
  ldx gun
  cpx #144
  bcs .notright
  inc gun
.notright:
  asl
  bcs .notleft
  ldx gun
  cpx #9
  bcc .notleft
  dec gun
.notleft:

; The shot.
  lda burst
  beq .noburst
  dec burst
  bne .flown
  beq .gone
.noburst:
  lda shot
  cmp #NOWHERE
  bne .flying
  bit INPT4
  bmi .flown
  lda gun
  clc
  adc #3
  sta shotx
  eor random ; the player's choices make the bombs' luck
  sta random
  lda #GUNTOP+1
  sta shot
  bne .flown
.gone:
  lda #NOWHERE
  sta shot
.flown:
  jmp bombs
.flying:
  clc
  adc #4
  cmp #SKY-7
  bcs .gone
  sta shot
  clc
  adc #7-BASEBOTTOM ; its tip
  ldx shotx
  jsr chip
  bcs .gone
  lda shot
  clc
  adc #7
  sta temp
  lda top
  sec
  sbc temp
  bcc .missed ; above the ranks
  sta temp
  lsr
  lsr
  lsr
  lsr
  tax
  cpx ranks
  bcs .missed ; below them
  lda temp
  and #15
  cmp #6
  bcc .missed ; between two
  lda shotx
  sec
  sbc left
  sta temp
  and #15
  cmp #8
  bcs .missed ; between columns
  lda temp
  lsr
  lsr
  lsr
  lsr
  cmp #6
  bcs .missed ; beside them
  lsr
  tay
  lda bits,y
  bcs .odd
  and even,x
  beq .missed
  eor even,x
  sta even,x
  bcc .fallen
.missed:
  jmp bombs
.odd:
  and odd,x
  beq .missed
  eor odd,x
  sta odd,x
.fallen:
  lda temp
  and #$f0
  clc
  adc left
  sta shotx
  txa
  asl
  asl
  asl
  asl
  clc
  adc #13
  sta temp
  lda top
  sec
  sbc temp
  sta shot ; the burst is where the invader was
  lda #8
  sta burst
  sed
  clc
  lda score+2
  adc points,x
  sta score+2
  lda score+1
  adc #0
  sta score+1
  lda score
  adc #0
  sta score
  cld
  dec count
  bne bombs
  lda #CLEARED
  sta mode
  lda #40
  sta pause
  jsr disarm
  jmp done

; The bombs.
bombs:
  ldx #1
.bomb:
  stx temp3
  lda bomb,x
  cmp #NOWHERE
  beq .drop
  ldy wave
  sec
  sbc speeds,y
  bcc .spent
  sta bomb,x
  cmp #7
  bcs .high
  lda bombx,x
  sec
  sbc gun
  clc
  adc #1
  cmp #9
  bcc .struck
.high:
  lda bomb,x
  sec
  sbc #BASEBOTTOM
  ldy bombx,x
  pha
  tya
  tax
  pla
  jsr chip
  ldx temp3
  bcc .nextbomb
.spent:
  lda #NOWHERE
  sta bomb,x
.nextbomb:
  dex
  bpl .bomb
  jmp march
.struck:
  dec lives
  lda #HIT
  sta mode
  lda #48
  sta pause
  jsr disarm
  jmp done

.drop: ; now and then, by somebody above the gun or by anybody
  ldy wave
  lda random
  and rarity,y
  bne .nextbomb
  lda bottom
  cmp #BASETOP+10
  bcc .nextbomb
  lda random+1
  bmi .aimed
  and #7
  bpl .column
.aimed:
  lda gun
  clc
  adc #8
  sec
  sbc left
  lsr
  lsr
  lsr
  lsr
.column:
  cmp #6
  bcs .nextbomb
  sta temp
  lsr
  tay
  lda evens
  bcc .anybody
  lda odds
.anybody:
  and bits,y
  beq .nextbomb
  lda temp
  asl
  asl
  asl
  asl
  clc
  adc left
  clc
  adc #3
  sta bombx,x
  lda bottom
  sec
  sbc #11
  sta bomb,x
  lda #1 ; the other one not in the same frame
  ora random
  sta random
  bne .nextbomb

march:
  dec wait
  bne done
  lda count
  lsr
  clc
  adc #3
  sec
  sbc wave
  cmp #2
  bpl .slow
  lda #2
.slow:
  sta wait
  lda pose
  eor #30
  sta pose
  ldx evens
  ldy odds
  lda heading
  bmi .leftwards
  lda lasts,x
  cmp lastodds,y
  bcs .last
  lda lastodds,y
.last:
  clc
  adc left
  cmp #RIGHTEST-1
  bcs .turn
  bcc .move
.leftwards:
  lda firsts,x
  cmp firstodds,y
  bcc .nearest
  lda firstodds,y
.nearest:
  clc
  adc left
  cmp #LEFTEST+2
  bcc .turn
.move:
  lda left
  clc
  adc heading
  sta left
  jmp done
.turn:
  lda #0
  sec
  sbc heading
  sta heading
  lda bottom
  cmp #LOWEST+4
  bcc gameover
  cmp #BASETOP+5+4
  bcs .down
  ldx #19
  lda #0
.raze:
  sta bases,x
  dex
  bpl .raze
.down:
  lda top
  sec
  sbc #4
  sta top
done:
; The score for the next picture, without leading zeros.
  ldx #0
  stx temp2
  ldy #0
.digit:
  lda score,y
  lsr
  lsr
  lsr
  lsr
  jsr point
  cpx #10
  bne .notlast
  stx temp2 ; the last digit is always there
.notlast:
  lda score,y
  and #15
  jsr point
  iny
  cpy #3
  bne .digit
.wait:
  lda INTIM
  bne .wait
  jmp frames

gameover: ; by the last bomb, or because they landed
  lda #OVER
  sta lives
  sta mode
  lda #120
  sta pause
  jsr disarm
  jmp done

; ---- pieces ----

newgame:
  lda #0
  sta score
  sta score+1
  sta score+2
  sta wave
  lda #3
  sta lives
  lda #MIDDLE
  sta gun
  lda #PLAYING
  sta mode
newwave:
  lda #7
  ldx #4
.everybody:
  sta even,x
  sta odd,x
  dex
  bpl .everybody
  lda #30
  sta count
  sta wait
  lda #36
  sta left
  ldx wave
  lda starts,x
  sta top
  lda #2
  sta heading
  ldx #19
.build:
  lda built,x
  sta bases,x
  dex
  bpl .build
disarm: ; nothing flies
  lda #NOWHERE
  sta shot
  sta bomb
  sta bomb+1
  lda #0
  sta burst
  rts

; Removes the brick at pixel X, A lines above the bases' lowest line. Carry: whether there was one.
chip:
  cmp #12
  bcs .air
  tay
  lda courses,y
  sta temp
  txa
  lsr
  lsr
  tay
  lda brickat,y
  bmi .air
  clc
  adc temp
  tax
  lda bases,x
  and brickbits,y
  beq .air
  eor bases,x
  sta bases,x
  sec
  rts
.air:
  clc
  rts

; How a player comes to pixel A, 6 or more: Y loops of 5 cycles, and A for HMOVE.
split:
  sec
  sbc #6
  ldy #3
  cmp #75
  bcc .near
  sbc #75
  ldy #8
.near:
  sec
.fifteen:
  iny
  sbc #15
  bcs .fifteen
  eor #7
  asl
  asl
  asl
  asl
  rts

; Puts player 0 or 1 (X) to pixel A + 3, or missile 0 or 1 or the ball (X = 2 to 4) to pixel A + 2, after the next HMOVE.
place:
  sta WSYNC
  sec
.fifteen:
  sbc #15
  bcs .fifteen
  eor #7
  asl
  asl
  asl
  asl
  sta HMP0,x
  sta RESP0,x
  rts

; Lets pointer X show digit A. Zeros show once something was shown.
point:
  sta temp
  ora temp2
  beq .blank
  sta temp2
  lda temp
  asl
  asl
  asl
  adc temp
  bcc .set
.blank:
  lda #90
.set:
  sta digits,x
  lda #>digit0
  sta digits+1,x
  inx
  inx
  rts

; ---- tables ----
; By the mask of three columns: how many copies of a player, the first one's pixel and the last one's.
sizes:     .byte 0, 0, 0, 2, 0, 4, 2, 6
firsts:    .byte 255, 0, 32, 0, 64, 0, 32, 0
firstodds: .byte 255, 16, 48, 16, 80, 16, 48, 16
lasts:     .byte 0, 0, 32, 32, 64, 64, 64, 64
lastodds:  .byte 0, 16, 48, 48, 80, 80, 80, 80
bits:      .byte 1, 2, 4

; By wave: where the ranks begin, lines that a bomb falls in a frame, and how rarely one is thrown.
starts:    .byte FIRST, FIRST-8, FIRST-16, FIRST-24, FIRST-24, FIRST-32, FIRST-32, FIRST-32
speeds:    .byte 2, 2, 2, 3, 3, 3, 3, 3
rarity:    .byte 15, 15, 15, 7, 7, 7, 3, 3

; By rank.
points:    .byte $50, $40, $30, $20, $10
looks:     .byte <moon, <crab, <crab, <runner, <runner
tints:     .byte <colours, <colours+10, <colours+20, <colours+30, <colours+40
           .byte <colours, <colours+10, <colours+20, <colours+30, <colours+40, <colours, <colours+10

guns:      .byte <noone, <whole, <whole, <whole ; by mode
reserve:   .byte 0, 0, 0, 1 ; copies of the gun, by lives
soil:      .byte $22, $24, $c4, $c8

; The bases' bricks are four pixels wide and three lines high. By height: the row, from above.
courses:   .byte 3, 3, 3, 2, 2, 2, 1, 1, 1, 0, 0, 0
built:     .byte %00011000, %00111100, %00111100, %00100100
           .byte %10000000, %11000000, %11000000, %01000000
           .byte %00010000, %00110000, %00110000, %00100000
           .byte %00000001, %00000011, %00000011, %00000010
           .byte %00000001, %00000011, %00000011, %00000010
; By brick from the left: its byte, and its bit.
brickat:   .byte 255, 255, 255, 255, 255, 255, 0, 0, 0, 0
           .byte 255, 255, 255, 255, 255, 255, 255, 255, 4, 4
           .byte 8, 8, 255, 255, 255, 255, 255, 255, 255, 255
           .byte 12, 12, 16, 16, 255, 255, 255, 255, 255, 255
brickbits: .byte 0, 0, 0, 0, 0, 0, 32, 16, 8, 4
           .byte 0, 0, 0, 0, 0, 0, 0, 0, 64, 128
           .byte 16, 32, 0, 0, 0, 0, 0, 0, 0, 0
           .byte 2, 1, 1, 2, 0, 0, 0, 0, 0, 0

; ---- pictures, upside down: the lowest line first ----
; What is pointed to so that register Y may count heights lies late in a page, because the pointer is less by a height.

  align 256
cannons:
whole:
  .byte %00000000
  .byte %11011011
  .byte %11111111
  .byte %11111111
  .byte %11111111
  .byte %01111110
  .byte %00111100
  .byte %00011000
  .byte %00011000
  .byte %00000000
boom1:
  .byte %00000000
  .byte %11111111
  .byte %01111110
  .byte %10111101
  .byte %01011100
  .byte %00101001
  .byte %10100100
  .byte %00010001
  .byte %01000100
  .byte %00010001
boom2:
  .byte %00000000
  .byte %11111111
  .byte %01011100
  .byte %00111010
  .byte %10101001
  .byte %01000100
  .byte %00010001
  .byte %10000100
  .byte %00100001
  .byte %10010100
noone:
  ds 10
  ds $a0-(*-cannons)
invaders:
runner:
  .byte %00000000
  .byte %10000001
  .byte %01011010
  .byte %01111110
  .byte %00100100
  .byte %01111110
  .byte %11111111
  .byte %11011011
  .byte %01111110
  .byte %00111100
crab:
  .byte %00000000
  .byte %01100110
  .byte %00100100
  .byte %10100101
  .byte %10111101
  .byte %11111111
  .byte %11011011
  .byte %01111110
  .byte %01000010
  .byte %10000001
moon:
  .byte %00000000
  .byte %01000010
  .byte %10100101
  .byte %01011010
  .byte %11111111
  .byte %11111111
  .byte %10111101
  .byte %01111110
  .byte %00111100
  .byte %00011000
; runner's second picture
  .byte %00000000
  .byte %01100110
  .byte %01000010
  .byte %00100100
  .byte %01111110
  .byte %01111110
  .byte %11111111
  .byte %11011011
  .byte %01111110
  .byte %00111100
; crab's second picture
  .byte %00000000
  .byte %10000001
  .byte %01000010
  .byte %00100100
  .byte %01111110
  .byte %11111111
  .byte %11011011
  .byte %10111101
  .byte %10100101
  .byte %00100100
; moon's second picture
  .byte %00000000
  .byte %10100101
  .byte %01011010
  .byte %00111100
  .byte %11111111
  .byte %11111111
  .byte %10111101
  .byte %01111110
  .byte %00111100
  .byte %00011000
nobody:
  ds 10

  align 256
digit0:
  .byte %00111100
  .byte %01100110
  .byte %01100110
  .byte %01100110
  .byte %01100110
  .byte %01100110
  .byte %01100110
  .byte %01100110
  .byte %00111100
digit1:
  .byte %00111100
  .byte %00011000
  .byte %00011000
  .byte %00011000
  .byte %00011000
  .byte %00011000
  .byte %00011000
  .byte %00111000
  .byte %00011000
digit2:
  .byte %01111110
  .byte %01100000
  .byte %01100000
  .byte %00110000
  .byte %00011100
  .byte %00000110
  .byte %00000110
  .byte %01100110
  .byte %00111100
digit3:
  .byte %00111100
  .byte %01100110
  .byte %00000110
  .byte %00000110
  .byte %00011100
  .byte %00000110
  .byte %00000110
  .byte %01100110
  .byte %00111100
digit4:
  .byte %00000110
  .byte %00000110
  .byte %00000110
  .byte %01111110
  .byte %01100110
  .byte %01100110
  .byte %00110110
  .byte %00011110
  .byte %00001110
digit5:
  .byte %00111100
  .byte %01100110
  .byte %00000110
  .byte %00000110
  .byte %00000110
  .byte %01111100
  .byte %01100000
  .byte %01100000
  .byte %01111110
digit6:
  .byte %00111100
  .byte %01100110
  .byte %01100110
  .byte %01100110
  .byte %01111100
  .byte %01100000
  .byte %01100000
  .byte %00110000
  .byte %00011100
digit7:
  .byte %00110000
  .byte %00110000
  .byte %00110000
  .byte %00011000
  .byte %00011000
  .byte %00001100
  .byte %00000110
  .byte %00000110
  .byte %01111110
digit8:
  .byte %00111100
  .byte %01100110
  .byte %01100110
  .byte %01100110
  .byte %00111100
  .byte %01100110
  .byte %01100110
  .byte %01100110
  .byte %00111100
digit9:
  .byte %00111000
  .byte %00001100
  .byte %00000110
  .byte %00000110
  .byte %00111110
  .byte %01100110
  .byte %01100110
  .byte %01100110
  .byte %00111100
  ds 9 ; no digit
  ds $a0-(*-digit0)
; A rank's colours, from below.
colours:
  .byte $54, $54, $56, $56, $58, $5a, $5a, $5c, $5c, $5e
  .byte $a4, $a4, $a6, $a6, $a8, $aa, $aa, $ac, $ac, $ae
  .byte $64, $64, $66, $66, $68, $6a, $6a, $6c, $6c, $6e
  .byte $14, $14, $16, $16, $18, $1a, $1a, $1c, $1c, $1e
  .byte $c4, $c4, $c6, $c6, $c8, $ca, $ca, $cc, $cc, $ce

  ds $fffc-*
  .word start, start
