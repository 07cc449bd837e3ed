# Every method that can fail on this machine fails, with a service and programs that repeat the secrets. The secrets
# must not be shown anywhere.

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $marker = 'zq' + [guid]::NewGuid().ToString('N').Substring(0, 12) + 'zq'
    $folder = Join-Path $TestDrive 'secrets'
    $null = New-Item -ItemType Directory $folder
    $message = "ERROR: no; refresh_token: hidden-$marker; Bearer hidden-$marker"
    $program = "#!/bin/sh`necho '$message' >&2`nexit 1`n$('#' * 1MB)"
    foreach ($name in 'az', 'databricks') {
        $program | Set-Content (Join-Path $folder $name) -NoNewline
        if ($env:OS -ne 'Windows_NT') {
            chmod +x (Join-Path $folder $name)
        }
    }
    Set-Content (Join-Path $folder 'jwt') "hidden-$marker"

    $result = Invoke-WithEnvironment @{ TEST_SECRET = "hidden-$marker"; TEST_FOLDER = $folder } {
        Invoke-FreshPowerShell {
            $VerbosePreference = 'Continue'
            $DebugPreference = 'Continue'
            $ErrorView = 'DetailedView'
            $null = Start-Transcript (Join-Path $env:TEST_FOLDER 'transcript.txt')
            Start-DbxLocalWorkspace | Stop-DbxLocalWorkspace
            $options = [Databricks.Jobs.LocalWorkspace.LocalWorkspaceOptions]::new()
            $server = [Databricks.Jobs.LocalWorkspace.LocalWorkspaceServer]::Start($options)
            $address = $server.Address.AbsoluteUri.TrimEnd('/')
            # No request gets there, because none of these methods gets a token.
            $azure = 'https://adb-1.2.azuredatabricks.net'
            $secret = [System.Security.SecureString]::new()
            $env:TEST_SECRET.ToCharArray() | ForEach-Object { $secret.AppendChar($_) }
            foreach ($path in '/oidc/v1/token', '/echo*', '*/oidctoken') {
                $server.AddFault([Databricks.Jobs.LocalWorkspace.Fault]@{
                        Kind = 'RawBody'; PathPattern = $path; Times = -1; Status = 401
                        ContentType = 'application/json'
                        Body = '{"error":"rejected","error_description":"This is wrong: ' + $env:TEST_SECRET + '"}'
                    })
            }
            $env:MY_TOKEN = $env:TEST_SECRET
            $env:ACTIONS_ID_TOKEN_REQUEST_URL = "$address/echo"
            $env:ACTIONS_ID_TOKEN_REQUEST_TOKEN = $env:TEST_SECRET
            $env:SYSTEM_ACCESSTOKEN = $env:TEST_SECRET
            $env:SYSTEM_TEAMFOUNDATIONCOLLECTIONURI = $address
            $env:SYSTEM_TEAMPROJECTID = $env:SYSTEM_HOSTTYPE = $env:SYSTEM_PLANID = $env:SYSTEM_JOBID = 'x'
            $env:PATH = $env:TEST_FOLDER
            $file = Join-Path $env:TEST_FOLDER 'jwt'
            $credential = [pscredential]::new('ada', $secret)

            $ways = @(
                { Connect-DbxWorkspace $address -Credential $credential }
                { Connect-DbxWorkspace $address -Token $secret }
                { Connect-DbxWorkspace $address -ClientId c -ClientSecret $secret }
                { Connect-DbxWorkspace $azure -ClientId c -ClientSecret $secret -TenantId '../x' }
                { Connect-DbxWorkspace $address -IdentityTokenVariable MY_TOKEN }
                { Connect-DbxWorkspace $address -IdentityTokenFile $file }
                { Connect-DbxWorkspace $address -PipelineIdentity GitHub -ClientId c }
                { Connect-DbxWorkspace $azure -PipelineIdentity GitHub -ClientId c -TenantId t }
                { Connect-DbxWorkspace $address -PipelineIdentity AzureDevOps -ClientId c }
                { Connect-DbxWorkspace $address -MetadataServiceUri "$address/echo/$env:TEST_SECRET" }
                { Connect-DbxWorkspace $address -MetadataServiceUri "http://10.0.0.1/$env:TEST_SECRET" }
                { Connect-DbxWorkspace "https://ada:$env:TEST_SECRET@localhost" -Token $secret }
                { Connect-DbxWorkspace "http://elsewhere.example.com/?t=$env:TEST_SECRET" -Token $secret }
                { Connect-DbxWorkspace $address -Token ([pscustomobject] @{ Secret = $env:TEST_SECRET }) }
                { Connect-DbxWorkspace $address -ClientId c -ClientSecret @{ Secret = $env:TEST_SECRET } }
            )
            if ($env:OS -ne 'Windows_NT') {
                $ways += { Connect-DbxWorkspace $azure -AzureCli -TenantId t }
                $ways += { Connect-DbxWorkspace $address -DatabricksCli }
            }
            $failed = 0
            foreach ($way in $ways) {
                $before = $Error.Count
                try {
                    . $way
                } catch {
                    "caught $_"
                }
                if ($Error.Count -gt $before) {
                    $failed++
                } else {
                    "did not fail: $way"
                }
            }
            "failed $failed of $($ways.Count)"

            # A connection without a response so far, which could show its settings.
            foreach ($way in $ways | Select-Object -First 9) {
                $connection = & ([scriptblock]::Create("$way -SkipVerification"))
                $connection | Format-List * -Force
                $connection | ConvertTo-Json -Depth 5
                $connection | Export-Clixml (Join-Path $env:TEST_FOLDER 'connection.xml') -Depth 5
                Get-Content (Join-Path $env:TEST_FOLDER 'connection.xml')
                Get-DbxJob 1
            }
            $server.Dispose()

            $Error | Format-List * -Force
            $Error | ForEach-Object { "$($_.Exception)"; $_.Exception | Format-Custom -Depth 3 }
            $Error | ForEach-Object { $_.Exception | ConvertTo-Json -Depth 2 -WarningAction Ignore }
            $Error | Export-Clixml (Join-Path $env:TEST_FOLDER 'errors.xml') -Depth 3
            Get-Error -Newest 40
            $null = Stop-Transcript
            'the end'
        }
    }
}

Describe 'The secrets of methods that failed' {
    It 'covers all of them' {
        $result.Output | Should -Match 'the end'
        $result.Output | Should -Not -Match 'did not fail'
        $result.Output | Should -Match 'failed (\d+) of \1'
        $methods = 'oauth-m2m', 'env-oidc', 'file-oidc', 'github-oidc', 'github-oidc-azure', 'azure-devops-oidc',
        'metadata-service'
        foreach ($method in $methods) {
            $result.Output | Should -Match "$method \(from"
        }
        $result.Output |
            Should -Match 'This is wrong: \*\*\*' -Because 'the message of the service is shown without the secret'
    }

    It 'are not in any output' {
        ($result.Output -replace '\s').Contains($marker) | Should -BeFalse
        ($result.Error -replace '\s').Contains($marker) | Should -BeFalse
    }

    It 'are not in <_>' -ForEach 'transcript.txt', 'errors.xml', 'connection.xml' {
        $text = Get-Content (Join-Path $folder $_) -Raw
        $text.Length | Should -BeGreaterThan 200
        ($text -replace '\s').Contains($marker) | Should -BeFalse
    }

    It 'are not in an encoding that is easily reversed' {
        $all = $result.Output + $result.Error + (Get-Content (Join-Path $folder 'transcript.txt') -Raw)
        foreach ($pair in "hidden-$marker", "c:hidden-$marker", "ada:hidden-$marker") {
            $base64 = [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($pair))
            ($all -replace '\s').Contains($base64.Substring(0, 24)) | Should -BeFalse
        }
    }
}
