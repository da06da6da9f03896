using CsCheck;
using Pipeline.Terminal;
using Pipeline.Terminal.Live;
using Releases.Records;
using Releases.Rollout;

namespace Pipeline.Tests.Terminal.Live;

public sealed class MatrixPictureTests
{
    private static readonly DateTimeOffset Now = Lanes.Start.AddSeconds(80);

    private static readonly LaneMatrix Four = Lanes
        .Of("uk", "production", "au", "qatar")
        .After([.. Lanes.Released("uk"), .. Lanes.Failed("production"), .. Lanes.Verifying("au")]);

    [Fact]
    public void Eighty_columns_show_stages_pods_and_what_happens() =>
        Drawn(Four, 80, 24)
            .ShouldBe(
                """

                Deploy 1.2.3  1m20s  1 failed, 1 running, 1 waiting, 1 done
                Region      Migrate    Set image  Verify     Pods
                uk          ✓ 12s      –          ✓ 1m05s    3/3   https://uk shows 1.2.3
                production  ✗ 3s       ·          ·                Job migration failed: Backo…
                au          ✓ 12s      –          ● 1m07s    1/3   Deployment web: 1 of 2 upda…
                qatar       ·          ·          ·                wave 1
                """
            );

    [Fact]
    public void Forty_columns_show_the_stages_and_the_pods_of_a_rollout() =>
        Drawn(Four, 40, 24)
            .ShouldBe(
                """

                Deploy 1.2.3  1m20s  1 failed, 1 runni…
                Region     Migrate  Set      Verify
                uk         ✓ 12s    –        ✓ 1m05s
                production ✗ 3s     ·        ·
                au         ✓ 12s    –        ● 1/3
                qatar      ·        ·        ·
                """
            );

    [Fact]
    public void Where_there_is_only_ASCII_every_sign_is_of_it() =>
        Drawn(Four, 80, 24, isUnicode: false)
            .ShouldBe(
                """

                Deploy 1.2.3  1m20s  1 failed, 1 running, 1 waiting, 1 done
                Region      Migrate    Set image  Verify     Pods
                uk          + 12s      -          + 1m05s    3/3   https://uk shows 1.2.3
                production  x 3s       .          .                Job migration failed: Backo~
                au          + 12s      -          > 1m07s    1/3   Deployment web: 1 of 2 upda~
                qatar       .          .          .                wave 1
                """
            );

    [Fact]
    public void Fewer_lines_than_lanes_show_what_runs_and_what_failed_and_count_the_rest() =>
        Drawn(Four, 80, 7)
            .ShouldBe(
                """

                Deploy 1.2.3  1m20s  1 failed, 1 running, 1 waiting, 1 done
                Region      Migrate    Set image  Verify     Pods
                production  ✗ 3s       ·          ·                Job migration failed: Backo…
                au          ✓ 12s      –          ● 1m07s    1/3   Deployment web: 1 of 2 upda…
                and 2 more: 1 waiting, 1 done
                """
            );

    [Fact]
    public void A_terminal_of_a_few_lines_has_the_title() =>
        Drawn(Four, 80, 3).ShouldBe("Deploy 1.2.3  1m20s  1 failed, 1 running, 1 waiting, 1 done");

    [Fact]
    public void What_a_log_says_cannot_move_the_cursor_or_break_the_line()
    {
        var matrix = Lanes
            .Of("uk")
            .After(
                Lanes.At(0, "uk", Stage.Migrate, RunEventKind.Started),
                Lanes.At(1, "uk", Stage.Migrate, RunEventKind.MigrationLog, "\e[2J\ttwo\nlines 漢字")
            );

        Drawn(matrix, 80, 24).ShouldEndWith("\uFFFD[2J two lines 漢字");
    }

    [Fact]
    public void Nothing_is_wider_or_higher_than_the_terminal() =>
        Gen.Select(Gen.Int[1, 200], Gen.Int[1, 60], Gen.Int[0, 40], Gen.String, Gen.Bool)
            .Sample(
                (width, height, count, text, isUnicode) =>
                {
                    string[] names = [.. Enumerable.Range(1, count).Select(number => $"région-{number}-漢字")];
                    RunEvent[] events =
                    [
                        .. names.SelectMany(Lanes.Verifying),
                        .. names.Select(name => Lanes.At(15, name, Stage.Verify, RunEventKind.Trouble, text)),
                    ];
                    var lines = Lines(Lanes.Of(names).After(events), width, height, isUnicode);
                    lines.Count.ShouldBeLessThan(Math.Max(height, 1));
                    lines.ShouldAllBe(line => CellText.Width(line) < Math.Max(width, 2));
                    lines.ShouldAllBe(line => !line.Any(char.IsControl));
                }
            );

    [Fact]
    public void Failed_stages_are_red_and_done_ones_green()
    {
        var pieces = new MatrixPicture("Deploy 1.2.3", Lanes.Start, new Glyphs(IsUnicode: true))
            .Lines(Four, Now, 80, 24)
            .SelectMany(line => line)
            .ToArray();

        pieces
            .Where(piece => piece.Text.Contains('✗', StringComparison.Ordinal))
            .ShouldAllBe(piece => piece.Tone == Tone.Bad);
        pieces
            .Where(piece => piece.Text.Contains('✓', StringComparison.Ordinal))
            .ShouldAllBe(piece => piece.Tone == Tone.Good);
        pieces.Single(piece => piece.Text.TrimEnd() == "production").Tone.ShouldBe(Tone.Bad);
    }

    private static string Drawn(LaneMatrix matrix, int width, int height, bool isUnicode = true) =>
        string.Join('\n', Lines(matrix, width, height, isUnicode).Select(line => line.TrimEnd()));

    private static IReadOnlyList<string> Lines(LaneMatrix matrix, int width, int height, bool isUnicode) =>
        [
            .. new MatrixPicture("Deploy 1.2.3", Lanes.Start, new Glyphs(isUnicode))
                .Lines(matrix, Now, width, height)
                .Select(line => string.Concat(line.Select(piece => piece.Text))),
        ];
}
