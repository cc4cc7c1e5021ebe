"""The codec of visual question answering in PyTorch: docs/semantic-models.md describes the network and its conventions."""

import json
import math

import torch
from torch import nn

from retrieval import Stage, TokenTransformer


class QuestionEncoder(TokenTransformer):
    """Words to features."""

    def __init__(self, model):
        super().__init__(model["question"], model["maximumWords"])
        self.embedding = nn.Embedding(len(model["vocabulary"]) + 1, model["question"]["features"])

    def forward(self, words):
        return super().forward(self.embedding(words))


class PictureEncoder(TokenTransformer):
    """Stem, class token, transformer."""

    def __init__(self, model, tokens):
        super().__init__(model["picture"], tokens)
        channels = [model["pictures"]["channels"], *model["stemChannels"], model["picture"]["features"]]
        blocks = model["stemResidualBlocks"] + [0] * len(channels)
        self.stem = nn.Sequential(*[Stage(*stage) for stage in zip(channels, channels[1:], blocks)])
        self.class_token = nn.Parameter(torch.zeros(1, 1, model["picture"]["features"]))

    def forward(self, pictures):
        patches = self.stem(pictures).flatten(2).transpose(1, 2)
        return super().forward(torch.cat([self.class_token.expand(len(patches), -1, -1), patches], 1))


class Fusion(nn.Module):
    """Words take in the patches that they mean; the answer token, the words and the patches meet in decoder layers."""

    def __init__(self, sizes, words, patches):
        super().__init__()
        width = sizes["features"]
        self.meaning_scale = nn.Parameter(torch.tensor(1.0))
        self.meaning_offset = nn.Parameter(torch.tensor(0.0))
        self.meaning = nn.Linear(width, width)
        self.answer_token = nn.Parameter(torch.zeros(1, 1, width))
        self.word_position = nn.Parameter(torch.zeros(1, words, width))
        self.patch_position = nn.Parameter(torch.zeros(1, patches, width))
        self.layers = nn.ModuleList(
            nn.TransformerDecoderLayer(
                width, sizes["heads"], sizes["hidden"], dropout=0, activation="gelu", batch_first=True, norm_first=True)
            for _ in range(sizes["layers"]))
        self.norm = nn.LayerNorm(width)

    def forward(self, words, patches):
        products = words @ patches.transpose(1, 2) / math.sqrt(words.shape[2])
        memory = patches + self.patch_position
        means = (products * self.meaning_scale + self.meaning_offset).sigmoid()
        informed = words + means @ self.meaning(memory) + self.word_position[:, : words.shape[1]]
        tokens = torch.cat([self.answer_token.expand(len(words), -1, -1), informed], 1)
        for layer in self.layers:
            tokens = layer(tokens, memory)
        return self.norm(tokens[:, 0])


class Network(nn.Module):
    """All weights of a file, under their names."""

    def __init__(self, model):
        super().__init__()
        limits, width = model["symbols"], model["fusion"]["features"]
        stride = 2 ** (len(model["stemChannels"]) + 1)
        tokens = 1 + -(-model["pictures"]["height"] // stride) * -(-model["pictures"]["width"] // stride)
        self.question_encoder = QuestionEncoder(model)
        self.picture_encoder = PictureEncoder(model, tokens)
        self.question_channel_encoder = nn.Linear(model["question"]["features"], 2 * limits["perWord"])
        self.picture_channel_encoder = nn.Linear(model["picture"]["features"], 2 * limits["perPatch"])
        self.question_channel_decoder = nn.Linear(2 * limits["perWord"] + 2, width)
        self.picture_channel_decoder = nn.Linear(2 * limits["perPatch"] + 2, width)
        self.fusion = Fusion(model["fusion"], model["maximumWords"], tokens)
        self.head = nn.Linear(width, len(model["answers"]))

    @staticmethod
    def scaled(sent):
        """Symbols of mean power 1."""
        power = sent.square().sum((1, 2), keepdim=True) / (sent.shape[1] * sent.shape[2] / 2)
        return sent * (power + 1e-12).rsqrt()

    def symbols(self, words, pictures):
        """Words `[B, L]` and pictures `[B, channels, H, W]` to all symbols of each token."""
        return (
            self.scaled(self.question_channel_encoder(self.question_encoder(words))),
            self.scaled(self.picture_channel_encoder(self.picture_encoder(pictures))))

    def answers(self, question, picture, snr):
        """Equalised symbols of one signal-to-noise ratio to the answers' indices."""
        decibels = min(max(10 * math.log10(snr), -12), 24)
        told = torch.tensor([(decibels - 6) / 18, 1.0])
        words, patches = (
            decoder(torch.cat([part, told.expand(*part.shape[:2], 2)], 2))
            for decoder, part in (
                (self.question_channel_decoder, question), (self.picture_channel_decoder, picture)))
        return self.head(self.fusion(words, patches)).argmax(1)


class Questions:
    """A model with the tasks of an exchange file: `words` `[N, L]`, `pictures` `[N, channels, H, W]` in 0…255, the symbols
    of both parts sent and received before the equaliser, and the `answers`; in the metadata the variance of the noise,
    h = 1."""

    def __init__(self, weights, metadata, exchange, settings):
        self.network = Network(json.loads(metadata["heliograph.vqa"])).eval()
        self.network.load_state_dict(
            {name: tensor.float() if tensor.is_floating_point() else tensor for name, tensor in weights.items()})
        self.exchange = exchange
        self.words = exchange["words"].long()
        self.pictures = exchange["pictures"].to(torch.uint8)
        self.noise_variance = float(settings["noiseVariance"])
        self.count = len(self.pictures)

    def encode(self, index):
        """The symbols of one question and its picture, from words and bytes."""
        picture = self.pictures[index : index + 1].float() / 127.5 - 1
        return self.network.symbols(self.words[index : index + 1], picture)

    def decode(self, indices):
        """The answers to received bursts, as one batch."""
        scale = 1 / (1 + self.noise_variance)
        question, picture = (self.exchange[f"received_{part}"][indices] * scale for part in ("question", "picture"))
        return self.network.answers(question, picture, 1 / self.noise_variance)

    def largest_difference(self):
        """The greatest absolute difference of a symbol from those of the exchange file; infinite when an answer is
        another one."""
        if self.decode(list(range(self.count))).tolist() != self.exchange["answers"].long().tolist():
            return math.inf
        return max(
            (ours[0] - self.exchange[f"sent_{part}"][index]).abs().max().item()
            for index in range(self.count)
            for part, ours in zip(("question", "picture"), self.encode(index)))
