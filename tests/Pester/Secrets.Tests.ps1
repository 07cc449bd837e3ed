# A known token goes through a whole session, with everything that talks turned on. It must come out nowhere.

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $root = Get-RepositoryRoot
    $token = 'dapi' + [guid]::NewGuid().ToString('N')
    $folder = Join-Path $TestDrive 'secrets'
    $null = New-Item -ItemType Directory $folder

    $result = Invoke-WithEnvironment @{ TEST_TOKEN = $token; TEST_FOLDER = $folder } {
        Invoke-FreshPowerShell {
            $VerbosePreference = 'Continue'
            $DebugPreference = 'Continue'
            $InformationPreference = 'Continue'
            $ErrorView = 'DetailedView'
            $null = Start-Transcript (Join-Path $env:TEST_FOLDER 'transcript.txt')

            # Loads the assembly of the server.
            Start-DbxLocalWorkspace | Stop-DbxLocalWorkspace
            $options = [Databricks.Jobs.LocalWorkspace.LocalWorkspaceOptions]::new()
            $options.Token = $env:TEST_TOKEN
            $options.Speed = 100000
            $server = [Databricks.Jobs.LocalWorkspace.LocalWorkspaceServer]::Start($options)
            $address = $server.Address.AbsoluteUri
            $secret = [System.Security.SecureString]::new()
            $env:TEST_TOKEN.ToCharArray() | ForEach-Object { $secret.AppendChar($_) }

            # Well, by three ways.
            Connect-DbxWorkspace $address -Token ([pscredential]::new('token', $secret)) -Verbose -Debug | Format-List *
            $env:DATABRICKS_HOST = $address
            $env:DATABRICKS_TOKEN = $env:TEST_TOKEN
            Connect-DbxWorkspace -Verbose -Debug | Format-Custom -Depth 5
            $connection = Connect-DbxWorkspace $address $secret -Verbose -Debug
            $connection | Format-List * -Force
            $connection | ConvertTo-Json -Depth 5
            $connection | Export-Clixml (Join-Path $env:TEST_FOLDER 'connection.xml')
            Get-Variable connection | Format-List * -Force

            # A run that fails, and what is told of it.
            $server.Script('a', [Databricks.Jobs.LocalWorkspace.TaskScript]@{ Error = 'Boom.' })
            $task = @{ task_key = 'a'; notebook_task = @{ notebook_path = '/a' } }
            $job = New-DbxJob @{ name = 'x'; tasks = $task } -Verbose
            $run = $job | Start-DbxJobRun -Wait -Verbose -Debug
            $run | Format-List * -Force
            $run | Get-DbxRunOutput -Verbose -Debug | Format-List * -Force

            # Badly.
            Get-DbxJob 4711 -Verbose -Debug
            Start-DbxJobRun 4711 -Verbose -Debug
            foreach ($kind in 'Reset', 'CutBody', 'RawBody') {
                $server.AddFault([Databricks.Jobs.LocalWorkspace.Fault]@{
                        Kind = $kind; Body = '<html>login</html>'; ContentType = 'text/html'
                    })
                New-DbxJob -Name x -Verbose -Debug
                $server.ClearFaults()
            }
            Connect-DbxWorkspace http://elsewhere.example.com $env:TEST_TOKEN -Verbose -Debug
            Connect-DbxWorkspace "http://user:$env:TEST_TOKEN@localhost:1" $secret -Verbose -Debug
            try {
                Get-DbxJob 4711 -ErrorAction Stop
            } catch {
                $_ | Format-List * -Force
                $_.Exception | Format-List * -Force
            }
            $server.Dispose()

            $Error | Format-List * -Force
            $Error | ForEach-Object { $_.Exception | Format-Custom -Depth 2 }
            $Error | ForEach-Object { "$($_.Exception)" }
            Get-Error -Newest 20
            $null = Stop-Transcript
            'the end'
        }
    }
    $transcript = Get-Content (Join-Path $folder 'transcript.txt') -Raw

    # Lines are broken in the middle of words and long values are cut in theirs: each end counts, without spaces.
    function Test-Leak {
        param([string] $Text)

        $joined = $Text -replace '\s'
        $joined.Contains($token.Substring(0, 12)) -or $joined.Contains($token.Substring($token.Length - 10))
    }
}

Describe 'A token' {
    It 'went through the whole session' {
        foreach ($word in 'the end', 'RunFailed', '/jobs/run-now', 'WorkspaceUnreachable', 'unencrypted') {
            $result.Output.Contains($word) | Should -BeTrue -Because "the session should say '$word'"
        }
    }

    It 'is not in what the session wrote' {
        Test-Leak $result.Output | Should -BeFalse
        Test-Leak $result.Error | Should -BeFalse
    }

    It 'is not in the transcript' {
        $transcript.Length | Should -BeGreaterThan 1000
        Test-Leak $transcript | Should -BeFalse
    }

    It 'is not in what was exported' {
        Test-Leak (Get-Content (Join-Path $folder 'connection.xml') -Raw) | Should -BeFalse
    }

    It 'is in no form that is easily turned back' {
        $all = $result.Output + $result.Error + $transcript
        $base64 = [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($token))
        ($all -replace '\s').Contains($base64.Substring(0, 16)) | Should -BeFalse
        $all -match 'Bearer\s+\S' | Should -BeFalse
    }
}

Describe 'The tokens of local workspaces' {
    It 'are in no file of test results' {
        $results = [System.IO.Path]::Combine($root, 'output', 'test-results')
        if (Test-Path $results) {
            Get-ChildItem $results -Recurse -File | Where-Object Length -LT 20MB |
                Select-String -Pattern "$token|local-[0-9A-Fa-f]{32}|Bearer [A-Za-z0-9._-]{8}" -List |
                ForEach-Object Path | Should -BeNullOrEmpty
        }
    }
}
