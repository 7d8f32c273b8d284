using Tessera.Bench;
using Tessera.Inference.Kernels;

switch (args)
{
    case ["picture", var folder, .. var rest]:
        await WholePicture.RunAsync(folder, rest.Length > 0 ? Enum.Parse<Precision>(rest[0]) : Precision.Stored, rest.Length > 1 ? int.Parse(rest[1]) : 1);
        return 0;
    case ["vq", .. var rest]:
        VqBench.Run(rest);
        return 0;
    case ["kernels", .. var rest]:
        KernelTimes.Run(Number(rest, 0, ThreadCount.Default), Number(rest, 1, 7));
        return 0;
    case ["steps", .. var rest]:
        StepTimes.Run(Number(rest, 0, 24), Number(rest, 1, ThreadCount.Default), Number(rest, 2, 9));
        return 0;
    case ["rounds", .. var rest]:
        StepTimes.Serve(Number(rest, 0, 24), Number(rest, 1, ThreadCount.Default));
        return 0;
    default:
        Console.WriteLine("""
            picture FOLDER [Stored|Int8|Int4] [pictures=1]   one order through the whole engine
            steps [layers=24] [threads] [rounds=9]           a step of Janus-Pro-1B's shape, in each precision, for 1 to 8 streams and pictures
            kernels [threads] [rounds=7]                     products alone, by each kind of processor that this machine can be
            vq [threads] [rounds=7] [python]                 tokens to a picture and back, in turns with torch
            rounds [layers=24] [threads]                     a guidance pair each time a line is read: what peers/compare.py runs
            """);
        return 2;
}

static int Number(string[] from, int at, int otherwise) => from.Length > at ? int.Parse(from[at]) : otherwise;
