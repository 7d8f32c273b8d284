using System.Runtime.InteropServices;

namespace Tessera.Gateway.Formats;

/// <summary>
/// The part of TurboJPEG's C interface that we call. It is the 2.x interface, which 3.x keeps. Sizes are C's <c>unsigned long</c>,
/// 64 bits on the Linux systems we run on.
/// </summary>
internal sealed unsafe class TurboJpeg(SystemLibrary library)
{
    public const int PixelRgbx = 2;
    public const int PixelRgba = 7;
    public const int PixelCmyk = 11;
    public const int ColorCmyk = 3;
    public const int ColorYcck = 4;
    public const int Sampling444 = 0;
    public const int Sampling420 = 2;

    /// <summary>Stops at 500 scans: a progressive file of a few KB can otherwise ask for minutes of work.</summary>
    public const int FlagLimitScans = 32768;

    public readonly delegate* unmanaged<nint> InitDecompress = (delegate* unmanaged<nint>)library.Function("tjInitDecompress");

    public readonly delegate* unmanaged<nint> InitCompress = (delegate* unmanaged<nint>)library.Function("tjInitCompress");

    public readonly delegate* unmanaged<nint, int> Destroy = (delegate* unmanaged<nint, int>)library.Function("tjDestroy");

    /// <summary>handle, bytes, length → width, height, sampling, colour space.</summary>
    public readonly delegate* unmanaged<nint, byte*, nuint, int*, int*, int*, int*, int> ReadHeader =
        (delegate* unmanaged<nint, byte*, nuint, int*, int*, int*, int*, int>)library.Function("tjDecompressHeader3");

    /// <summary>handle, bytes, length, pixels, width, row bytes, height, pixel format, flags.</summary>
    public readonly delegate* unmanaged<nint, byte*, nuint, byte*, int, int, int, int, int, int> Decompress =
        (delegate* unmanaged<nint, byte*, nuint, byte*, int, int, int, int, int, int>)library.Function("tjDecompress2");

    /// <summary>handle, pixels, width, row bytes, height, pixel format → bytes, length; sampling, quality, flags.</summary>
    public readonly delegate* unmanaged<nint, byte*, int, int, int, int, byte**, nuint*, int, int, int, int> Compress =
        (delegate* unmanaged<nint, byte*, int, int, int, int, byte**, nuint*, int, int, int, int>)library.Function("tjCompress2");

    public readonly delegate* unmanaged<byte*, void> Free = (delegate* unmanaged<byte*, void>)library.Function("tjFree");

    private readonly delegate* unmanaged<nint, byte*> _errorText = (delegate* unmanaged<nint, byte*>)library.Function("tjGetErrorStr2");

    private readonly delegate* unmanaged<nint, int> _errorCode = (delegate* unmanaged<nint, int>)library.Function("tjGetErrorCode");

    public string ErrorText(nint handle) => Marshal.PtrToStringUTF8((nint)_errorText(handle)) ?? "unknown error";

    /// <summary>A warning leaves usable pixels; anything else does not.</summary>
    public bool IsWarning(nint handle) => _errorCode(handle) == 0;
}
