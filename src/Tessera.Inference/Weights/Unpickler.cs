using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Tessera.Inference.Weights;

/// <summary>
/// Reads the pickles that torch.save writes, and calls nothing: opcodes and names outside a short list are refused. The
/// first thing wrong stops it; after that every read gives nothing and the loop ends.
/// </summary>
internal ref struct Unpickler(ReadOnlySpan<byte> bytes)
{
    // Janus-Pro-7B takes about 40,000. One operation holds on to at most some hundred bytes.
    private const int OperationsMax = 1_000_000;

    private static readonly object Mark = new();

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly List<object?> _stack = [];
    private readonly Dictionary<long, object?> _memo = [];
    private int _at;
    private string? _wrong;

    /// <summary>The value, or what is wrong with the pickle.</summary>
    public static string? Read(ReadOnlySpan<byte> bytes, out object? value)
    {
        var reader = new Unpickler(bytes);
        value = reader.Run();
        return reader._wrong;
    }

    private object? Run()
    {
        for (var operations = 0; _wrong is null; operations++)
        {
            var code = Byte();
            if (_wrong is not null)
            {
                break;
            }

            if (operations == OperationsMax)
            {
                Wrong($"the pickle has over {OperationsMax} operations");
            }
            else if (code == (byte)'.')
            {
                return _stack.Count == 1 ? _stack[0] : Wrong("the pickle leaves not one value");
            }
            else
            {
                Step(code);
            }
        }

        return null;
    }

    private void Step(byte code)
    {
        switch (code)
        {
            case 0x80: // PROTO
                if (Byte() is < 2 or > 4)
                {
                    Wrong("the pickle has a protocol other than 2 to 4");
                }

                break;
            case 0x95: Take(8); break; // FRAME
            case (byte)'(': _stack.Add(Mark); break;
            case (byte)'N': _stack.Add(null); break;
            case 0x88: _stack.Add(true); break;
            case 0x89: _stack.Add(false); break;
            case (byte)'J': _stack.Add((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4))); break;
            case (byte)'K': _stack.Add((long)Byte()); break;
            case (byte)'M': _stack.Add((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2))); break;
            case 0x8a: _stack.Add(Long(Take(Byte()))); break;
            case (byte)'G': _stack.Add(BinaryPrimitives.ReadDoubleBigEndian(Take(8))); break;
            case (byte)'X': _stack.Add(Text(Take(BinaryPrimitives.ReadUInt32LittleEndian(Take(4))))); break;
            case 0x8c: _stack.Add(Text(Take(Byte()))); break;
            case (byte)'}': _stack.Add(new PickleDict([])); break;
            case (byte)']': _stack.Add(new PickleList([])); break;
            case (byte)')': _stack.Add(new PickleTuple([])); break;
            case 0x85: Tuple(1); break;
            case 0x86: Tuple(2); break;
            case 0x87: Tuple(3); break;
            case (byte)'t': _stack.Add(new PickleTuple([.. SinceMark()])); break;
            case (byte)'q': _memo[Byte()] = Top(); break;
            case (byte)'r': _memo[BinaryPrimitives.ReadUInt32LittleEndian(Take(4))] = Top(); break;
            case 0x94: _memo[_memo.Count] = Top(); break;
            case (byte)'h': Recall(Byte()); break;
            case (byte)'j': Recall(BinaryPrimitives.ReadUInt32LittleEndian(Take(4))); break;
            case (byte)'c': Global(Line(), Line()); break;
            case 0x93: // STACK_GLOBAL: the name lies above its module
                var name = Pop();
                Global(Pop() as string, name as string);
                break;
            case (byte)'Q': Storage(); break;
            case (byte)'R': Call(); break;
            case 0x81: NewObject(); break;
            case (byte)'b': Pop(); break; // BUILD: attributes of a dict (_metadata), of no use here
            case (byte)'s': SetItems([.. Reversed(2)]); break;
            case (byte)'u': SetItems(SinceMark()); break;
            case (byte)'a': Append([Pop()]); break;
            case (byte)'e': Append(SinceMark()); break;
            default: Wrong($"the pickle has the operation 0x{code:x2}, which weights do not need"); break;
        }
    }

    private object? Wrong(string what)
    {
        _wrong ??= what;
        return null;
    }

    private ReadOnlySpan<byte> Take(long count)
    {
        if (_wrong is null && count <= _bytes.Length - _at)
        {
            _at += (int)count;
            return _bytes.Slice(_at - (int)count, (int)count);
        }

        Wrong("the pickle is cut short");
        return new byte[8];
    }

    private byte Byte() => Take(1)[0];

    private long Long(ReadOnlySpan<byte> little)
    {
        var value = 0L;
        if (little.Length > 8)
        {
            Wrong("the pickle has a number of over 64 bits");
            return value;
        }

        for (var i = 0; i < little.Length; i++)
        {
            value |= (long)little[i] << (8 * i);
        }

        // The highest bit that is there is the sign.
        return little.Length is 0 or 8 ? value : value << (64 - 8 * little.Length) >> (64 - 8 * little.Length);
    }

    private string Text(ReadOnlySpan<byte> utf8)
    {
        if (Utf8.IsValid(utf8))
        {
            return Encoding.UTF8.GetString(utf8);
        }

        Wrong("the pickle has text that is not UTF-8");
        return "";
    }

    private string Line()
    {
        var length = _bytes[_at..].IndexOf((byte)'\n');
        if (length < 0)
        {
            Wrong("the pickle is cut short");
            return "";
        }

        var line = Text(Take(length));
        _at++;
        return line;
    }

    private object? Top() => _stack.Count > 0 ? _stack[^1] : Wrong("the pickle takes from an empty stack");

    private object? Pop()
    {
        var top = Top();
        if (_wrong is null)
        {
            _stack.RemoveAt(_stack.Count - 1);
        }

        return ReferenceEquals(top, Mark) ? Wrong("the pickle takes a mark for a value") : top;
    }

    private object?[] Reversed(int count)
    {
        var items = new object?[count];
        for (var i = count - 1; i >= 0; i--)
        {
            items[i] = Pop();
        }

        return items;
    }

    private void Tuple(int count) => _stack.Add(new PickleTuple(Reversed(count)));

    private List<object?> SinceMark()
    {
        var mark = _stack.LastIndexOf(Mark);
        if (mark < 0)
        {
            Wrong("the pickle has no mark where it needs one");
            return [];
        }

        var items = _stack.GetRange(mark + 1, _stack.Count - mark - 1);
        _stack.RemoveRange(mark, _stack.Count - mark);
        return items;
    }

    private void Recall(long index)
    {
        if (_memo.TryGetValue(index, out var value))
        {
            _stack.Add(value);
        }
        else
        {
            Wrong("the pickle recalls what it did not keep");
        }
    }

    private void Global(string? module, string? name)
    {
        var full = $"{module}.{name}";
        if (_wrong is null && !PickleGlobals.IsKnown(full))
        {
            Wrong($"the pickle names {Refusal.Quote(full)}, which is no part of weights");
        }

        _stack.Add(new PickleGlobal(full));
    }

    // ('storage', torch.BFloat16Storage, key, device, count)
    private void Storage() => _stack.Add(
        Pop() is PickleTuple { Items: ["storage", PickleGlobal global, string key, string, long count] }
        && PickleGlobals.StorageType(global.Name) is { } type && count >= 0
            ? new PickleStorage(type, key, count)
            : Wrong("the pickle refers to something that is no storage"));

    private void Call()
    {
        var arguments = Pop();
        if (Pop() is PickleGlobal global && arguments is PickleTuple tuple)
        {
            if (PickleGlobals.Call(global.Name, tuple.Items, out var result) is { } reason)
            {
                Wrong(reason);
            }

            _stack.Add(result);
        }
        else
        {
            Wrong("the pickle calls something that has no name");
        }
    }

    // NEWOBJ: the arguments of a training, which stand beside its weights. They are thrown away.
    private void NewObject()
    {
        var arguments = Pop();
        if (Pop() is PickleGlobal { Name: PickleGlobals.Namespace } && arguments is PickleTuple { Items: [] })
        {
            _stack.Add(new PickleDict([]));
        }
        else
        {
            Wrong("the pickle makes an object, which weights do not need");
        }
    }

    private void SetItems(List<object?> items)
    {
        if (Top() is PickleDict dict && items.Count % 2 == 0)
        {
            for (var i = 0; i < items.Count; i += 2)
            {
                dict.Items.Add(new(items[i], items[i + 1]));
            }
        }
        else
        {
            Wrong("the pickle puts items into something that is no dict");
        }
    }

    private void Append(List<object?> items)
    {
        if (Top() is PickleList list)
        {
            list.Items.AddRange(items);
        }
        else
        {
            Wrong("the pickle appends to something that is no list");
        }
    }
}
