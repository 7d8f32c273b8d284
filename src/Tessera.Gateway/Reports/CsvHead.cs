using Microsoft.AspNetCore.Http;

namespace Tessera.Gateway.Reports;

/// <summary>The head of an answer in CSV: a browser saves it as a file.</summary>
internal static class CsvHead
{
    public static void Write(HttpResponse response, string fileName)
    {
        response.ContentType = "text/csv; charset=utf-8; header=present";
        response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
    }
}
