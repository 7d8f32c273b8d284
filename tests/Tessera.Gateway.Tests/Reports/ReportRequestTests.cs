using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Reports;
using Tessera.Ledger.Entries;
using Tessera.Ledger.Keys;

namespace Tessera.Gateway.Tests.Reports;

public sealed class ReportRequestTests
{
    private const string Days = "start_date=2026-11-01&end_date=2026-11-30&";

    [Fact]
    public void Read_DaysAlone_IsByDayOfTheKeysOwnCalls()
    {
        var request = Taken(Days);

        Assert.Equal(("day", ReportGroup.Day, false, "key_live"), (request.GroupField, request.Query.GroupBy, request.IsCsv, request.Query.Filter.KeyId));
        Assert.Equal((At("2026-11-01T00:00:00Z"), At("2026-12-01T00:00:00Z")), (request.Query.From, request.Query.To));
    }

    [Theory]
    [InlineData("group_by=day&date_part=hour", "hour", ReportGroup.Hour)]
    [InlineData("group_by=api_key_name", "api_key_name", ReportGroup.Key)]
    [InlineData("group_by=tag", "tag", ReportGroup.Tag)]
    [InlineData("group_by=credential_type", "credential_type", ReportGroup.All)]
    public void Read_Groups_AreThoseOfVercelAndOurs(string query, string field, ReportGroup group)
    {
        var request = Taken(Days + query);

        Assert.Equal((field, group), (request.GroupField, request.Query.GroupBy));
    }

    /// <summary>In Berlin the first of March 2026 begins in winter, and April in summer.</summary>
    [Fact]
    public void Read_TimeZone_MovesBothEndsByItsOffsetOfThatDay()
    {
        var request = Taken("start_date=2026-03-01&end_date=2026-03-31&time_zone=Europe/Berlin");

        Assert.Equal((At("2026-02-28T23:00:00Z"), At("2026-03-31T22:00:00Z")), (request.Query.From, request.Query.To));
    }

    [Fact]
    public void Read_Filters_AreAllTaken()
    {
        var filter = Taken(Days + "user_id=u&model=gpt-image-1&provider=openai&team=design&tags=fox,%20owl,&tags_match=all&simulated=true&key=key_other&format=csv", KeyKind.Admin).Query.Filter;

        Assert.Equivalent(
            new EntryFilter { KeyId = "key_other", User = "u", Model = "full/gpt-image-1", Provider = "openai", Team = "design", Tags = ["fox", "owl"], AllTags = true, Simulated = true },
            filter);
    }

    [Fact]
    public void Read_TestKey_SeesItsSimulatedCallsAndAskedOrNot() =>
        Assert.All(new[] { "", "simulated=false" }, query => Assert.True(Taken(Days + query, KeyKind.Test).Query.Filter.Simulated));

    [Fact]
    public void Read_LiveKey_NeverSeesSimulatedCalls() => Assert.False(Taken(Days + "simulated=true").Query.Filter.Simulated);

    [Fact]
    public void Read_AdminKey_SeesAll() => Assert.Null(Taken(Days, KeyKind.Admin).Query.Filter.KeyId);

    [Fact]
    public void Read_AnothersKey_IsForbidden() => Assert.Equal(403, Refused(Days + "key=key_other").Status);

    [Theory]
    [InlineData("credential_type=byok")]
    [InlineData("zero_data_retention=true")]
    public void Read_WhatThisGatewayNeverHas_MatchesNothing(string query) => Assert.True(Taken(Days + query).MatchesNothing);

    [Theory]
    [InlineData("end_date=2026-11-30", "start_date")]
    [InlineData("start_date=2026-11-01", "end_date")]
    [InlineData("start_date=2026-11-31&end_date=2026-12-01", "start_date")]
    [InlineData("start_date=2026-11-02&end_date=2026-11-01", "end_date")]
    [InlineData("start_date=2016-01-01&end_date=2026-11-01", "end_date")]
    [InlineData("start_date=2026-11-01&start_date=2026-11-02&end_date=2026-11-03", "start_date")]
    [InlineData(Days + "group_by=colour", "group_by")]
    [InlineData(Days + "date_part=week", "date_part")]
    [InlineData(Days + "format=xls", "format")]
    [InlineData(Days + "time_zone=../../etc/passwd", "time_zone")]
    [InlineData(Days + "time_zone=Mars/Base", "time_zone")]
    [InlineData(Days + "tags_match=some", "tags_match")]
    [InlineData(Days + "simulated=1", "simulated")]
    [InlineData(Days + "model=a&model=b", "model")]
    public void Read_Wrong_IsNamed(string query, string param) => Assert.Equal((400, param), (Refused(query).Status, Refused(query).Param));

    [Fact]
    public void Read_OverlongFilter_IsRefused() => Assert.Equal("user_id", Refused(Days + "user_id=" + new string('u', 257)).Param);

    private static DateTimeOffset At(string moment) => DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture);

    private static Result<ReportRequest, CallerError> Read(string query, KeyKind kind) => ReportRequest.Read(
        new QueryCollection(QueryHelpers.ParseQuery(query)),
        new ApiKey("key_live", "k", kind, "tsr", DateTimeOffset.UnixEpoch, null),
        name => "full/" + name);

    private static ReportRequest Taken(string query, KeyKind kind = KeyKind.Live)
    {
        Assert.False(Read(query, kind).Failed(out var error, out var request), error?.Message);
        return request!;
    }

    private static CallerError Refused(string query)
    {
        Assert.True(Read(query, KeyKind.Live).Failed(out var error, out _));
        return error;
    }
}
